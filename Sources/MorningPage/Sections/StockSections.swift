import ServiceLayer

/// What is short, by product.
struct ShortSection {
  struct Product {
    let sku: String
    let lines: String
    let wanted: String
    let free: String
    let largest: String
    let lacking: String
    /// The bars: the wanted units, and behind them the largest batch.
    let wantedWidth: String
    let largestWidth: String
  }

  let isShown: Bool
  let products: [Product]
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    let shown = morning.short.prefix(most)
    let longest = shown.map { max($0.wanted, $0.largest) }.max() ?? 0
    products = shown.map { product in
      func width(_ units: Int) -> String {
        longest == 0 ? "0" : (100 * Double(units) / Double(longest)).oneDigit
      }
      return Product(
        sku: product.sku.cut(48),
        lines: product.lines.grouped,
        wanted: product.wanted.grouped,
        free: product.free.grouped,
        largest: product.largest.grouped,
        lacking: product.lacking == 0 ? "a larger batch" : product.lacking.grouped,
        wantedWidth: width(product.wanted),
        largestWidth: width(product.largest)
      )
    }
    isShown = morning.numbers.shortSkus > 0
    let rest = morning.numbers.shortSkus - products.count
    more = rest <= 0 ? nil : "\(grouped(rest, "product")) more that lack less: see shortages.csv."
  }
}

/// The batches that should be in the warehouse by now.
struct LateSection {
  struct Batch {
    let reference: String
    let sku: String
    let eta: String
    let days: String
    let purchased: String
    let promised: String
  }

  let isShown: Bool
  let summary: String
  let batches: [Batch]
  let more: String?
  /// A batch as an example of how to report an arrival.
  let example: String

  init(_ morning: Morning, atMost most: Int) {
    batches = morning.late.first.prefix(most).map { batch in
      let due = UTCTime.seconds((batch.eta ?? "") + "T00:00:00Z")
      return Batch(
        reference: batch.reference.cut(48),
        sku: batch.sku.cut(48),
        eta: DayInWords.short(day: batch.eta ?? ""),
        days: due.map { ((morning.started - $0) / UTCTime.secondsOfADay).grouped } ?? "",
        purchased: batch.purchased.grouped,
        promised: batch.promised.grouped
      )
    }
    isShown = morning.late.batches > 0
    let verb = morning.late.batches == 1 ? "has" : "have"
    summary = """
      \(grouped(morning.late.batches, "batch").replacing("batchs", with: "batches")) \(verb) an eta that \
      has passed; \(grouped(morning.late.promised, "unit")) of \
      \(morning.late.batches == 1 ? "it" : "them") \
      \(morning.late.promised == 1 ? "is" : "are") promised to orders.
      """
    let rest = morning.late.batches - batches.count
    more = rest <= 0 ? nil : "\(rest.grouped) more, with later dates: see stock.csv."
    example = morning.late.first.first.map { "\($0.reference.cut(48))," } ?? ""
  }
}
