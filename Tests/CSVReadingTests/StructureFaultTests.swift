import CSVReading
import Testing

struct StructureFaultTests {
  @Test(
    arguments: [
      ("a,b\n1,\"2\n3,4\n", .init(.openQuote, line: 2, column: 2)),
      ("a,b\n1,2\n\"3", .init(.openQuote, line: 3, column: 1)),
      ("a,b\n\"1\n2\",\"3\n4", .init(.openQuote, line: 3, column: 2)),
      ("a,b\n5\" pipe,1\n", .init(.strayQuote(cellLine: 2), line: 2, column: 1)),
      ("a,b\n1,2\n\"A\"x,1\nB,2\n", .init(.strayQuote(cellLine: 3), line: 3, column: 1)),
      ("a,b\n1,\"A\\\"B\"\n", .init(.backslashQuote, line: 2, column: 2)),
      ("a,b\n1,A\\\"B\n", .init(.backslashQuote, line: 2, column: 2)),
      ("a,b\n1,\"A\\\" B\"\n", .init(.backslashQuote, line: 2, column: 2)),
      ("a,b\n\"A,1\nB,2\n\"C\",3\n", .init(.strayQuote(cellLine: 2), line: 4, column: 1)),
      ("a,b\n\"1\n2\",\"3\"4\n", .init(.strayQuote(cellLine: 3), line: 3, column: 2)),
      (
        "a,b\n1,2\n1,2\n1,2\n1,2\n\"1\n2\",\"3\"x",
        .init(.strayQuote(cellLine: 7), line: 7, column: 2)
      ),
      ("a,b\n\"1\"\u{A0},2\n", .init(.strayQuote(cellLine: 2), line: 2, column: 1)),
      ("a,b\n1,2\n3,\0\n", .init(.zeroByte, line: 3, column: 2)),
      ("a,b\n\"1\"\0,2\n", .init(.zeroByte, line: 2, column: 1)),
      ("a,b\r\0x", .init(.zeroByte, line: 2, column: 1)),
      ("a,b\n1,2\n\0\0\0", .init(.zeroTail(offset: 8, count: 3), line: 3, column: 1)),
      ("\u{FEFF}a\n1\0", .init(.zeroTail(offset: 6, count: 1), line: 2, column: 1)),
      ("\0\0\0\0\0\0", .init(.zeroTail(offset: 0, count: 6), line: 1, column: 1)),
    ] as [(String, StructureFault)]
  )
  func `a structure fault names its position, however the file is split`(
    file: String,
    fault: StructureFault
  ) {
    for atMost in [1, 2, 3, 7, 1000] {
      #expect(Reading(file, atMost: atMost, columns: ["a", "b"]).fault == fault)
    }
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], .utf16), ([0xFE, 0xFF, 0, 0x61], .utf16), ([0xFF, 0xFE], .utf16),
      ([0x61, 0, 0x62, 0], .utf16), ([0, 0x61, 0, 0x62], .utf16),
      ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32),
      ([0x61, 0, 0, 0], .utf32), ([0, 0, 0, 0x61], .utf32),
    ] as [([UInt8], WideEncoding)]
  )
  func `text with two or four bytes per character is refused`(
    bytes: [UInt8],
    encoding: WideEncoding
  ) {
    #expect(Reading(bytes, atMost: 1).fault == StructureFault(.wideEncoding(encoding), line: 1))
  }

  @Test(
    arguments: [
      ("<!DOCTYPE html>\n<html lang=\"en\">", .webPage),
      ("\u{FEFF}\n <html><head>\n", .webPage), ("<p>\n<TABLE>\n", .webPage),
      ("<?xml version=\"1.0\"?>\n<Error/>\n", .xml), ("<Error><Code>", .xml),
      ("<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office", .xmlSpreadsheet),
      ("[{\"orderid\":\"O-1\",\"sku\":\"LAMP\"}]", .json), ("{\"error\":\"x\"}\n", .json),
      ("[\n  {}\n]", .json), ("PK\u{3}\u{4}..[Content_Types].xml", .spreadsheet),
      ("PK\u{3}\u{4}..orders.csv", .zip), ("%PDF-1.7\n", .pdf),
    ] as [(String, ForeignFormat)]
  )
  func `a file that is not CSV is named by its format`(file: String, format: ForeignFormat) {
    for atMost in [1, 7, 4096] {
      let reading = Reading(file.utf8, atMost: atMost, columns: ["a", "b"])
      #expect(reading.fault == StructureFault(.foreign(format), line: 1))
    }
  }

  @Test(arguments: ["[a],b", "{a},b", "<a>,b", "<,>"])
  func `an accepted header is a header, however unusual`(header: String) {
    #expect(Reading("\(header)\n1,2\n").cells == [["1", "2"]])
  }

  @Test
  func `the records before a fault are still delivered`() {
    let reading = Reading("a\n1\n\n2\n\u{1A}\n\"x\"y\n")
    #expect(reading.cells == [["1"], ["2"], ["\u{1A}"]])
    #expect(reading.fault?.line == 6)
  }

  @Test(arguments: [
    ("", StructureFault(.zeroTail(offset: 0, count: 3 << 20), line: 1, column: 1)),
    ("a;b", StructureFault(.zeroTail(offset: 3, count: 3 << 20), line: 1, column: 1)),
    ("a;b\n1;2\n", StructureFault(.zeroTail(offset: 8, count: 3 << 20), line: 3, column: 1)),
  ])
  func `a tail of zeros is read to its end, however long`(text: String, fault: StructureFault) {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 3 << 20)
    #expect(Reading(bytes, columns: ["a", "b"]).fault == fault)
    #expect(Reading(bytes + [0x41], columns: ["a", "b"]).fault?.kind == .zeroByte)
  }

  @Test
  func `a fault is permanent`() throws {
    let reader = try CSVReader(ByteSource(Array("a\n\"x\"y\n".utf8))) { _ in true }
    for _ in 1...2 {
      #expect(throws: StructureFault(.strayQuote(cellLine: 2), line: 2, column: 1)) {
        try reader.skip(to: .max)
      }
    }
  }

  @Test
  func `an error of the source is passed on`() {
    struct Broken: Error {}
    let source = ByteSource { _ in throw Broken() }
    #expect(throws: Broken.self) { try CSVReader(source) { _ in true } }
  }

  @Test(
    arguments: [
      (
        .init(.openQuote, line: 12, column: 2),
        #"line 12, column 2: the quote opened here is never closed; "#
          + #"close it, or write "" for a quote within the text"#
      ),
      (
        .init(.strayQuote(cellLine: 3), line: 3, column: 1),
        #"line 3, column 1: a quote inside the cell is not doubled; write the cell like "5"" pipe""#
      ),
      (
        .init(.strayQuote(cellLine: 3), line: 5, column: 1),
        "line 5, column 1: a quote inside the cell that begins at line 3 is not doubled; "
          + "look for a quote left open at line 3"
      ),
      (
        .init(.wideEncoding(.utf16), line: 1),
        "line 1: this is UTF-16 (Excel calls it Unicode Text); save it as CSV UTF-8"
      ),
      (
        .init(.zeroTail(offset: 8, count: 3), line: 3, column: 1),
        "line 3, column 1: the last 3 bytes, from offset 8 on, are all zero: "
          + "the file was not completely written; send it again"
      ),
    ] as [(StructureFault, String)]
  )
  func `a fault says what to do`(fault: StructureFault, sentence: String) {
    #expect(fault.description == sentence)
  }
}
