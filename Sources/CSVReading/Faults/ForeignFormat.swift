/// The real format of a file that is named like a CSV file but is not one.
package enum ForeignFormat: Equatable, Sendable {
  case spreadsheet, oldSpreadsheet, zip, gzip, otherArchive, pdf, sqlite
  case webPage, xml, xmlSpreadsheet, json

  /// Recognises a format by its first bytes; no CSV header can begin with them.
  package init?(signature bytes: some Collection<UInt8>) {
    let found = Self.signatures.first { bytes.starts(with: $0.bytes) }
    guard let format = found?.format else { return nil }
    self = format == .zip && Self.holdsWorkbook(bytes) ? .spreadsheet : format
  }

  /// Recognises a text format; used only after no header was found.
  package init?(text: some Collection<UInt8>) {
    let start = text.drop(while: { $0 <= ASCII.space }).prefix(2048)
      .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let words = String(decoding: start, as: UTF8.self)
    switch start.first {
    case UInt8(ascii: "<"):
      guard let next = start.dropFirst().first, next == 0x21 || next == 0x3F || next >= 0x61 else {
        return nil
      }
      if words.contains("urn:schemas-microsoft-com:office") {
        self = .xmlSpreadsheet
      } else if words.hasPrefix("<!doctype html") || Self.tags.contains(where: words.contains) {
        self = .webPage
      } else {
        self = .xml
      }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let next = start.dropFirst().first { $0 > ASCII.space }
      guard let next, Array("\"{[}]".utf8).contains(next) else { return nil }
      self = .json
    default: return nil
    }
  }

  /// What the file is, and what to do.
  package var reason: String {
    switch self {
    case .spreadsheet, .oldSpreadsheet, .xmlSpreadsheet:
      "this is a spreadsheet (\(name)), not CSV: open it and save the sheet as CSV UTF-8"
    case .zip, .gzip, .otherArchive:
      "this is an archive (\(name)), not CSV: unpack it and drop the files that are in it"
    case .pdf, .sqlite: "this is \(name), not CSV: export the rows as CSV UTF-8"
    case .webPage:
      "this is a web page (HTML), not CSV: the download may have ended at a sign-in or an error "
        + "page; fetch the file again"
    case .xml, .json:
      "this is \(name), not CSV: if it is the error message of a failed download, fetch the file "
        + "again; otherwise export the rows as CSV UTF-8"
    }
  }

  package var name: String {
    switch self {
    case .spreadsheet: "xlsx or the like"
    case .oldSpreadsheet: "xls"
    case .xmlSpreadsheet: "XML of Excel"
    case .zip: "zip"
    case .gzip: "gzip"
    case .otherArchive: "compressed"
    case .pdf: "PDF"
    case .sqlite: "an SQLite database"
    case .webPage: "HTML"
    case .xml: "XML"
    case .json: "JSON"
    }
  }

  private static let signatures: [(bytes: [UInt8], format: Self)] = [
    ([0x50, 0x4B, 3, 4], .zip), ([0x50, 0x4B, 5, 6], .zip), ([0x1F, 0x8B], .gzip),
    ([0xD0, 0xCF, 0x11, 0xE0], .oldSpreadsheet), ([0x28, 0xB5, 0x2F, 0xFD], .otherArchive),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .otherArchive),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .otherArchive), (Array("BZh9".utf8), .otherArchive),
    (Array("%PDF-".utf8), .pdf), (Array("SQLite format 3\0".utf8), .sqlite),
  ]

  private static let tags = ["<html", "<head>", "<body", "<table", "<script", "<title>"]

  /// Whether a zip archive begins like a workbook.
  private static func holdsWorkbook(_ bytes: some Collection<UInt8>) -> Bool {
    let start = String(decoding: bytes.prefix(2048), as: UTF8.self)
    return ["[Content_Types].xml", "xl/", "application/vnd.oasis"].contains { start.contains($0) }
  }
}
