import ServiceLayer

/// The night in numbers.
struct NumbersSection {
  struct Tile {
    let number: String
    let label: String
    let note: String?
  }

  struct Part {
    let number: String
    let label: String
    /// The class for its colour, and its fill for programs that ignore classes.
    let tone: String
    let fill: String
    let x: String
    let width: String
  }

  struct Bar {
    let caption: String
    let summary: String
    let parts: [Part]
    let hasParts: Bool

    init(_ caption: String, _ parts: [(label: String, number: Int, color: Color)]) {
      let sum = parts.reduce(0) { $0 + $1.number }
      var x = 0.0
      self.caption = caption
      self.parts = parts.map { part in
        let width = sum == 0 ? 0 : 100 * Double(part.number) / Double(sum)
        defer { x += width }
        return Part(
          number: part.number.grouped,
          label: part.label,
          tone: part.color.rawValue,
          fill: part.color.fill,
          x: x.oneDigit,
          width: width.oneDigit
        )
      }
      hasParts = sum > 0
      summary = parts.map { "\($0.number.grouped) \($0.label)" }.joined(separator: ", ")
    }
  }

  let tiles: [Tile]
  let bars: [Bar]

  init(_ morning: Morning) {
    let numbers = morning.numbers
    tiles = [
      Tile(number: numbers.allocated.grouped, label: "lines allocated", note: nil),
      Tile(
        number: numbers.deallocated.grouped,
        label: "taken off",
        note: numbers.cancelled == 0 ? nil : "\(numbers.cancelled.grouped) by cancellations"
      ),
      Tile(
        number: numbers.waitingLines.grouped,
        label: numbers.waitingLines == 1 ? "line waits" : "lines wait",
        note: Self.difference(morning).orNil
      ),
      Tile(
        number: numbers.waitingUnits.grouped,
        label: "units wait",
        note: numbers.shortSkus == 0 ? nil : "of \(grouped(numbers.shortSkus, "product"))"
      ),
      Self.files(morning),
    ]
    bars = [
      Bar(
        "Orders",
        [
          ("complete", numbers.orders.complete, .good),
          ("partly allocated", numbers.orders.partly, .soft),
          ("waiting", numbers.orders.waiting, .bad),
        ]
      ),
      Bar(
        "Rows read",
        [
          ("took effect", numbers.rows.applied, .good),
          ("unchanged", numbers.rows.unchanged, .dim),
          ("tried again later", numbers.rows.deferred, .soft),
          ("refused", numbers.rows.rejected, .bad),
        ]
      ),
    ]
  }

  private static func files(_ morning: Morning) -> Tile {
    let again = morning.files.count { $0.state == "retried" }
    let came = morning.files.count - again
    return Tile(
      number: came.grouped,
      label: came == 1 ? "file came" : "files came",
      note: again == 0 ? nil : "and the rows of \(again.grouped) were tried again"
    )
  }

  private static func difference(_ morning: Morning) -> String {
    let new = morning.numbers.newlyWaiting
    let news = new == 0 ? "none is new" : "\(new.grouped) \(new == 1 ? "is" : "are") new"
    guard let before = morning.waitedBefore else {
      return morning.numbers.waitingLines == 0 ? "" : news
    }
    let difference = morning.numbers.waitingLines - before
    if difference == 0 { return "as many as before" + (new == 0 ? "" : "; \(news)") }
    let amount = abs(difference).grouped
    let said = difference > 0 ? "\(amount) more than before" : "\(amount) fewer than before"
    return morning.numbers.waitingLines == 0 ? said : "\(said); \(news)"
  }
}

/// The colours of charts; in dark mode, classes replace them.
enum Color: String {
  case good = "c1"
  case dim = "c2"
  case soft = "c3"
  case bad = "c4"

  var fill: String {
    switch self {
    case .good: "#2b6a8f"
    case .dim: "#c3ccd2"
    case .soft: "#d9a441"
    case .bad: "#b4402f"
    }
  }
}

extension Double {
  /// With one decimal place, in any locale.
  var oneDigit: String {
    let tenths = Int((self * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
