/// The values in a product's own row that are written when the product changed.
struct ProductToday {
  let id: Int
  let version: Int
  let ordered: OrderedSince
}
