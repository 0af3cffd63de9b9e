import Foundation
import SystemTestSupport
import Testing

/// The same rows in different bytes.
struct MetamorphicTests {
  private static let orders = [
    ["O-1", "LAMP", "4"], ["O-2", "LAMP", "7"], ["O-3", "CAFÉ", "2"], ["O-4", "5\" PIPE; A", "1"],
  ]

  /// Ways to write the same rows.
  enum Dress: String, CaseIterable {
    case plain, windows, mac, marked, semicolons, tabs, bars, quoted, spaced, reordered, renamed
    case widened, decomposed, withBlankRows, withoutLastLineEnd, zeroed

    func file(_ rows: [[String]]) -> String {
      var header = ["orderid", "sku", "qty"]
      var rows = rows
      var delimiter = ","
      var end = "\n"
      switch self {
      case .plain, .withBlankRows, .withoutLastLineEnd, .quoted, .marked: break
      case .windows: end = "\r\n"
      case .mac: end = "\r"
      case .semicolons: delimiter = ";"
      case .tabs: delimiter = "\t"
      case .bars: delimiter = "|"
      case .spaced: rows = rows.map { $0.map { "  " + $0 + " " } }
      case .reordered:
        header.reverse()
        rows = rows.map { $0.reversed() }
      case .renamed: header = ["Order_ID", "SKU ", "Quantity"]
      case .widened:
        header.insert("note", at: 1)
        rows = rows.map { [$0[0], "n\($0[0])", $0[1], $0[2]] }
      case .decomposed: rows = rows.map { $0.map(\.decomposedStringWithCanonicalMapping) }
      case .zeroed: rows = rows.map { [$0[0], $0[1], "00" + $0[2]] }
      }
      let blank = self == .withBlankRows ? ["", ",,", "  "] : []
      let lines = ([header] + rows).map { row in
        row.map { cell in
          self == .quoted || cell.contains { $0 == "\"" || $0 == ";" }
            ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
        }.joined(separator: delimiter)
      }
      let text = (lines + blank).joined(separator: end) + (self == .withoutLastLineEnd ? "" : end)
      return (self == .marked ? "\u{FEFF}" : "") + text
    }
  }

  private func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.drop(
        "ref,sku,qty\nB1,LAMP,10\nB2,CAFÉ,5\nB3,\"5\"\" PIPE; A\",1\n",
        as: "batches.csv"
      )
      #expect(try root.night(1).code == 0)
      try body(root)
    }
  }

  private func state(of root: Root, _ day: Int) throws -> [String: String] {
    try root.reports(Root.run(day)).filter {
      ["allocations.csv", "stock.csv", "shortages.csv", "backorders.csv"].contains($0.key)
    }
  }

  @Test func `the form of a file does not change its rows, and repeats are recognised`()
    throws
  {
    var first: [String: String] = [:]
    try lend { root in
      try root.drop(Dress.plain.file(Self.orders), as: "orders.csv")
      #expect(try root.night(2).code == 0)
      first = try state(of: root, 2)
      // All other forms, one file each, after the plain one.
      for dress in Dress.allCases.dropFirst() {
        try root.drop(dress.file(Self.orders), as: "orders-\(dress.rawValue).csv")
      }
      #expect(try root.night(3).code == 1, "a column that is ignored is told, once")
      for file in try root.summary(of: "latest").files {
        #expect(file.state == "imported" && file.unchanged == 4 && file.rows == 4, "\(file.file)")
      }
      #expect(try state(of: root, 3) == first)
      #expect(try root.text("reports/latest/changes.csv") == "orderid,sku,qty,batchref,change\n")
    }
    // Each form first, and the plain one after it.
    for dress in [Dress.windows, .reordered, .decomposed, .widened] {
      try lend { root in
        try root.drop(dress.file(Self.orders), as: "orders.csv")
        #expect(try root.night(2).code == (dress == .widened ? 1 : 0))
        try root.drop(Dress.plain.file(Self.orders), as: "orders-plain.csv")
        #expect(try root.night(3).code == 0)
        #expect(try state(of: root, 3) == first, "\(dress)")
      }
    }
  }

  @Test func `in a file with rows added anywhere, only these are new`() throws {
    try lend { root in
      try root.drop(Dress.plain.file(Self.orders), as: "orders.csv")
      #expect(try root.night(2).code == 0)
      var rows = Self.orders
      rows.insert(["O-0", "CAFÉ", "1"], at: 0)
      rows.insert(["O-9", "CAFÉ", "1"], at: 3)
      rows.append(["O-5", "CAFÉ", "1"])
      try root.drop(Dress.windows.file(rows), as: "orders.csv")
      #expect(try root.night(3).code == 0)
      let file = try #require(try root.summary(of: "latest").files.first)
      #expect(file.applied == 3)
      #expect(file.unchanged == 4)
    }
  }

  @Test func `dropping any files again, any number of times, gives the same state`() throws {
    try lend { root in
      try root.drop(Dress.plain.file(Self.orders), as: "orders.csv")
      #expect(try root.night(2).code == 0)
      let first = try state(of: root, 2)
      for name in ["orders.csv", "orders (1).csv", "Orders-copy.CSV", "orders-x.csv"] {
        try root.drop(Dress.plain.file(Self.orders), as: name)
      }
      try root.drop(Dress.mac.file(Self.orders), as: "orders-mac.csv")
      try root.drop(Dress.mac.file(Self.orders), as: "orders-mac-2.csv")
      #expect(try root.night(3).code == 0)
      #expect(
        try root.summary(of: "latest").files.map { "\($0.file) \($0.state)" }.sorted() == [
          "Orders-copy.CSV duplicate", "orders (1).csv duplicate", "orders-mac-2.csv duplicate",
          "orders-mac.csv imported", "orders-x.csv duplicate", "orders.csv duplicate",
        ]
      )
      #expect(try state(of: root, 3) == first)
    }
  }
}
