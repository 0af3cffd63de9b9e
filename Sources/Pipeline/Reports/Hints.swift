package import ServiceLayer

/// Finds known names that are similar to an unknown name in a row.
///
/// Hints are made when a row is shown, from what is known then, so waiting rows cost nothing.
package final class Hints {
  private let reports: any ReportSource
  private var found: [String: String] = [:]
  /// Hundreds of unknown names are not typing errors, and more hints would not help.
  private var namesLeft = 100

  private static let mostSkus = 3

  package init(_ reports: any ReportSource) { self.reports = reports }

  /// What to add to the reason of a fault; empty if there is no hint.
  package func hint(code: String, value: String) throws -> String {
    guard let kind = NameKind(ofFault: code) else { return "" }
    let key = code + "\n" + value
    if let hint = found[key] { return hint }
    guard namesLeft > 0 else { return "" }
    namesLeft -= 1
    let hint = try hint(kind, value)
    found[key] = hint
    return hint
  }

  func reason(of fault: RowFault) throws -> String {
    try fault.reason + hint(code: fault.code, value: fault.value)
  }

  private func hint(_ kind: NameKind, _ name: String) throws -> String {
    if kind == .order, let skus = try skus(of: name) { return "; \(skus)" }
    if let near = try reports.nearest(kind, to: name) {
      if near == name { return "; it is known by now" }
      return SpreadsheetChange.mayHaveCutZeros(of: near, leaving: name)
        ? "; \(near) is known: a spreadsheet may have cut its zeros off"
        : "; '\(near)' is known: was that meant?"
    }
    if SpreadsheetChange.mayHaveMade(name) {
      return "; it looks as if a spreadsheet had rewritten it: export the column as text"
    }
    if let text = Mojibake.repaired(name) {
      let isKnown = try reports.nearest(kind, to: text) == text
      return """
        ; it looks like '\(shownValue(text.utf8))'\(isKnown ? ", which is known," : "") in UTF-8 that was read as \
        Windows-1252: export the file again
        """
    }
    return PlaceholderWord.isOne(name) ? "; it is a placeholder: write the real value" : ""
  }

  /// The known lines of an order, if a row names another line of it.
  private func skus(of orderID: String) throws -> String? {
    let skus = try reports.lines(of: orderID).map { "'\($0.sku)'" }
    guard !skus.isEmpty else { return nil }
    let more = skus.count > Self.mostSkus ? " and \(skus.count - Self.mostSkus) more" : ""
    return "the order has \(skus.prefix(Self.mostSkus).joined(separator: ", "))\(more)"
  }
}

extension NameKind {
  init?(ofFault code: String) {
    switch FaultCode(rawValue: code) {
    case .unknownSku: self = .sku
    case .unknownBatch: self = .batch
    case .unknownLine: self = .order
    default: return nil
    }
  }
}

/// Passes a report on, with hints added to the reasons of its faults.
package final class HintingSink: ReportSink {
  private let sink: any ReportSink
  private let hints: Hints
  private let codePlace: Int?
  private let valuePlace: Int?
  private let reasonPlace: Int?
  private var place = 0
  private var code = ""
  private var value = ""

  /// Makes a sink in front of another one; a report without faults is passed on unchanged.
  package init(_ sink: any ReportSink, for table: ReportTable, _ hints: Hints) {
    self.sink = sink
    self.hints = hints
    codePlace = table.columns.firstIndex(of: .text("code"))
    valuePlace = table.columns.firstIndex(of: .text("value"))
    reasonPlace = table.columns.firstIndex(of: .text("reason"))
  }

  package func text(_ utf8: Span<UInt8>) throws {
    defer { place += 1 }
    switch place {
    case codePlace: code = String(copying: utf8)
    case valuePlace: value = String(copying: utf8)
    case reasonPlace:
      let hint = try hints.hint(code: code, value: value)
      guard hint.isEmpty else {
        return try sink.text(Array((String(copying: utf8) + hint).utf8).span)
      }
    default: break
    }
    try sink.text(utf8)
  }

  package func number(_ number: Int) throws {
    place += 1
    try sink.number(number)
  }

  package func empty() throws {
    if place == valuePlace { value = "" }
    place += 1
    try sink.empty()
  }

  package func endRow() throws {
    place = 0
    try sink.endRow()
  }
}

extension String {
  fileprivate init(copying utf8: Span<UInt8>) {
    self = utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
