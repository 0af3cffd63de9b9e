import ArgumentParser
import Pipeline
import SafeText
import ServiceLayer

/// Shows where the lines of an order are allocated.
struct ViewShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print where the lines of an order are allocated, as CSV.",
    discussion: """
      Lines that wait or were cancelled are listed on standard error. If no line of the order was \
      ever accepted, the order is unknown and the exit code is 66.
      """
  )

  @Argument(help: "The order to show.") var orderid: String
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let order = orderid.asCell
    let lines = try Stores.read(root.folders()) { try $0.reports.lines(of: order) } ?? []
    guard !lines.isEmpty else { throw UnknownOrder(orderID: order) }
    guard !output.json else { return try JSONOutput.print(Order(order, lines)) }
    for line in lines where line.reference == nil {
      Terminal.complain(
        "order '\(shown(order))': \(line.quantity) of \(shown(line.sku)) \(line.verb)"
      )
    }
    let allocated = lines.filter { $0.reference != nil }
    guard !allocated.isEmpty else { return }
    try CSVOutput.print(
      header: ["orderid", "sku", "qty", "batchref"],
      rows: allocated.map {
        [.text(order), .text($0.sku), .number($0.quantity), .text($0.reference ?? "")]
      }
    )
  }
}

/// No line of the order was ever accepted.
struct UnknownOrder: Error, CustomStringConvertible {
  let orderID: String

  var description: String {
    "order '\(shown(orderID))' is not known: no line of it was accepted; "
      + "`allot rejects` lists the rows that wait"
  }
}

/// An order for machines.
private struct Order: Encodable {
  struct Line: Encodable {
    let sku: String
    let qty: Int
    let state: String
    let batchref: String?
  }

  let orderid: String
  let lines: [Line]

  init(_ orderID: String, _ lines: [OrderLineState]) {
    orderid = orderID
    self.lines = lines.map {
      Line(sku: $0.sku, qty: $0.quantity, state: $0.state, batchref: $0.reference)
    }
  }
}

extension OrderLineState {
  fileprivate var reference: String? {
    guard case .allocated(let reference) = place else { return nil }
    return reference
  }

  fileprivate var state: String {
    switch place {
    case .allocated: "allocated"
    case .waiting: "waiting"
    case .cancelled: "cancelled"
    }
  }

  /// The end of a sentence that begins with the quantity and the sku.
  fileprivate var verb: String {
    switch place {
    case .allocated: "is allocated"
    case .waiting: "waits for stock"
    case .cancelled: "was cancelled"
    }
  }
}
