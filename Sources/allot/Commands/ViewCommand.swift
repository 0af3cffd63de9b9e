import ArgumentParser
import FileSystem
import Foundation
import Pipeline
import SQLiteStore
import SafeText
import ServiceLayer
import SystemPackage

/// The read model.
struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Look at the allocations view, or repair it.",
    subcommands: [Show.self, Rebuild.self, Verify.self]
  )

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print where the lines of an order are allocated, as CSV."
    )

    @Argument(help: "The order to show.") var orderid: String
    @OptionGroup(title: "Folders") var root: RootOptions

    func run() throws {
      // Ids are kept in NFC: typed otherwise, it is the same id.
      let orderID = orderid.precomposedStringWithCanonicalMapping
      let rows = try root.storeForReading()?.reports.placements(of: orderID) ?? []
      guard !rows.isEmpty else {
        return Terminal.complain("order '\(escaped(orderid.utf8, atMost: 120))': nothing allocated")
      }
      try CSVOutput.print(
        header: ["orderid", "sku", "qty", "batchref"],
        rows: rows.map {
          [.text($0.orderID), .text($0.sku), .number($0.quantity), .text($0.reference)]
        }
      )
    }
  }

  struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Build the view afresh from the write model, in one transaction."
    )

    @OptionGroup(title: "Folders") var root: RootOptions

    func run() throws {
      let folders = try root.folders()
      guard try exists(folders.database) else { return Terminal.print("no run yet: nothing to do") }
      let lock = try RunLock(at: folders.lock, since: "view rebuild")
      defer { lock.release() }
      try SQLiteStore(path: folders.database.string).rebuildView()
      Terminal.print("view rebuilt")
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the view with the write model and print each difference."
    )

    @OptionGroup(title: "Folders") var root: RootOptions

    func run() throws {
      var differences = 0
      try root.storeForReading()?.verifyView { difference in
        differences += 1
        Terminal.print(difference.text)
      }
      guard differences == 0 else { throw ViewDiffers(differences: differences) }
      Terminal.print("view and write model agree")
    }
  }
}

extension ViewDifference {
  fileprivate var text: String {
    func told(_ place: Place?) -> String {
      place.map { "\($0.quantity) on \(escaped($0.reference.utf8, atMost: 120))" } ?? "not there"
    }
    return """
      \(escaped(orderID.utf8, atMost: 120)), \(escaped(sku.utf8, atMost: 120)): \
      view: \(told(inView)); write model: \(told(inModel))
      """
  }
}
