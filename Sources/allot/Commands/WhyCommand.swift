import ArgumentParser
import Pipeline
import SafeText
import ServiceLayer

/// Explains the state of an order.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show the state of each line of an order, and why lines wait.",
    discussion: """
      A line waits because no stock is free, because less is free than it needs, or because no \
      single batch has enough: a line is never split. The cure is the stock that would be enough. \
      Rows of the order that are deferred, or rejected and not corrected yet, are listed too. If there \
      are no lines and no such rows, the order is unknown and the exit code is 66.

      EXAMPLES
        allot why 10922
        allot why 10922 'Alice Mutton'
        allot why 10922 --json
      """
  )

  @Argument(help: "The order to explain.") var orderid: String
  @Argument(help: "A sku, to show only that line.") var sku: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let (order, sku) = (orderid.asCell, sku?.asCell)
    let answer = try Stores.read(root.folders()) { try Answers($0).order(order, sku: sku) }
    guard let answer, answer.state != .unknown || !answer.rows.isEmpty else {
      let near = answer?.near.map { "; '\(shown($0))' is known: was that meant?" } ?? ""
      let line = sku.map { "line '\(shown($0))' of " } ?? ""
      throw NothingKnown(
        """
        \(line)order '\(shown(order))' is not known: no line of it was accepted, and no open row \
        names it\(near)
        """
      )
    }
    if output.json { return try JSONOutput.print(answer) }
    Terminal.print(sku == nil ? answer.text : answer.textOfOneLine)
  }
}

/// The order, file or row that was asked for is not known.
struct NothingKnown: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
