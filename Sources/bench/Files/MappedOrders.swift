import Glibc

/// The orders of a night in another form: German names and numbers, semicolons, Windows-1252.
enum MappedOrders {
  static let name = "acme/bestellungen.csv"
  private static let file = "bestellungen.csv"

  /// Writes the same lines as in the night's own file.
  static func write() throws {
    try TextFile.write(file) { writer in
      writer.text("Auftrag;Artikel;Menge\n")
      var isHeader = true
      try TextFile.forEachLine(of: NightFiles.orders) { line in
        defer { isHeader = false }
        guard !isHeader else { return }
        let line = line.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ";") : $0 }
        line.withUnsafeBufferPointer { writer.bytes($0) }
        writer.text(",0\n")
      }
    }
  }

  /// Drops them into a root whose configuration says how to read them.
  static func drop(into root: Root) throws {
    try TextFile.write("\(root.name)/allot.toml") { writer in
      writer.text(
        """
        version = 1
        [[sender]]
        name = "acme"
        [[sender.file]]
        match = "bestellungen*.csv"
        kind = "orders"
        columns = { orderid = "Auftrag", sku = "Artikel", qty = "Menge" }
        delimiter = ";"
        encoding = "windows-1252"
        numbers = "1.234,56"

        """
      )
    }
    guard mkdir("\(root.name)/inbox/acme", 0o755) == 0 else {
      throw BenchError("cannot make the folder \(root.name)/inbox/acme")
    }
    try root.drop(file, as: name)
  }
}
