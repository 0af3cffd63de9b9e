import ServiceLayer

/// The products that run out first: the free stock, and what is ordered per night.
struct DemandSection {
  struct Product {
    let sku: String
    let free: String
    let mean: String
    let nights: String
    let width: String
  }

  let isShown: Bool
  /// The nights of which the mean is taken.
  let summary: String
  let products: [Product]
  let hasProducts: Bool
  let usedUp: String?
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    let demand = morning.demand
    let nights = morning.demandNights
    func lasts(_ product: Demand.Product) -> Double {
      Double(product.free) * Double(nights) / Double(product.ordered)
    }
    let shown = demand.first.prefix(most)
    let longest = shown.map(lasts).max() ?? 0
    products = shown.map { product in
      Product(
        sku: product.sku.cut(48),
        free: product.free.grouped,
        mean: (Double(product.ordered) / Double(nights)).grouped,
        nights: Self.told(lasts(product)),
        width: max(1, 100 * lasts(product) / longest).oneDigit
      )
    }
    isShown = demand.products > 0
    hasProducts = !products.isEmpty
    summary =
      nights == 1
      ? "If every night orders as much as this one."
      : "If nights go on as the last \(nights.grouped) did on average."
    usedUp =
      demand.usedUp == 0
      ? nil
      : """
      Nothing is free any more of \(grouped(demand.usedUp, "product")) that \
      \(demand.usedUp == 1 ? "is" : "are") ordered.
      """
    let rest = demand.products - demand.usedUp - products.count
    more =
      rest <= 0
      ? nil : "\(grouped(rest, "product")) more that \(rest == 1 ? "lasts" : "last") longer."
  }

  private static func told(_ nights: Double) -> String {
    // A higher number only means that it lasts.
    nights < 0.1 ? "under 0.1" : nights < 1000 ? nights.grouped : "over 1\u{202F}000"
  }
}

extension Double {
  /// For people: small numbers have one decimal place.
  fileprivate var grouped: String { self < 100 ? oneDigit : Int(rounded()).grouped }
}
