/// What is written of a product itself where it changed.
struct ProductToday {
  let id: Int
  let version: Int
  let ordered: OrderedSince
}
