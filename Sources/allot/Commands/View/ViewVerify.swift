import ArgumentParser
import SafeText
import ServiceLayer

/// Compares the view with the write model.
struct ViewVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare the view with the write model and print each difference."
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let differences = try Stores.read(root.folders(), Self.differences)
    let count = differences?.count ?? 0
    let status: ExitStatus = count == 0 ? .done : .programFault
    if output.json {
      try JSONOutput.print(Verdict(exit: status.rawValue, differences: differences ?? []))
    } else {
      for difference in differences ?? [] { Terminal.print(difference.text) }
      if differences == nil {
        Terminal.print("no run yet: nothing to compare")
      } else if count == 0 {
        Terminal.print("view and write model agree")
      }
    }
    guard count > 0 else { return }
    Terminal.complain(
      "the view differs from the write model in \(counted(count, "line")): run `allot view rebuild`"
    )
    throw ExitRequest(status: status)
  }

  private static func differences(in store: any Store) throws -> [Difference] {
    var found: [Difference] = []
    try store.verifyView { found.append(Difference($0)) }
    return found
  }
}

private struct Verdict: Encodable {
  let exit: Int32
  let differences: [Difference]
}

/// An order line whose allocation differs between the view and the write model.
private struct Difference: Encodable {
  struct Place: Encodable {
    let qty: Int
    let batchref: String
  }

  let orderid: String
  let sku: String
  let view: Place?
  let writeModel: Place?

  init(_ difference: ViewDifference) {
    func place(_ place: ViewDifference.Place?) -> Place? {
      place.map { Place(qty: $0.quantity, batchref: $0.reference) }
    }
    orderid = difference.orderID
    sku = difference.sku
    view = place(difference.inView)
    writeModel = place(difference.inModel)
  }

  var text: String {
    func told(_ place: Place?) -> String {
      place.map { "\($0.qty) on \(shown($0.batchref))" } ?? "not there"
    }
    return """
      \(shown(orderid)), \(shown(sku)): view: \(told(view)); write model: \(told(writeModel))
      """
  }
}
