import MorningPage
import Testing

/// The morning page as bytes.
struct MorningPageTests {
  @Test func `the page is at most 200 KB, whatever the data`() throws {
    let page = try MorningPage()
    #expect(page.html(.hostile).utf8.count <= MorningPage.mostBytes)
    #expect(page.html(.hostile).utf8.count > 50_000)
    #expect(page.html(.busy).utf8.count < 65_000)
  }

  @Test(arguments: ["\"", "漢", "e\u{301}", "\u{200D}👩", "&#"])
  func `the page stays small and complete if all names have 255 bytes`(sign: String) throws {
    let name = String(repeating: sign, count: 255 / sign.utf8.count)
    let html = try MorningPage().html(.filled(id: { _ in name }, rows: 1000))
    #expect(html.utf8.count <= MorningPage.mostBytes)
    #expect(html.hasSuffix("</html>\n"))
    // A letter with as many marks as fit is one character.
    let marked = "a" + String(repeating: "\u{301}", count: 127)
    #expect(try MorningPage().html(.filled(id: { _ in marked }, rows: 1000)).utf8.count < 200_000)
  }

  @Test func `the page says what is cut off and where to find it`() throws {
    let html = try MorningPage().html(.busy)
    #expect(html.contains("1\u{202F}222\u{A0}younger lines more: see backorders.csv."))
    #expect(html.contains("333\u{A0}products more that lack less: see shortages.csv."))
    #expect(html.contains("2 more, with later dates: see stock.csv."))
    #expect(html.contains("288\u{A0}more removals: see changes.csv."))
  }

  @Test func `no text from outside becomes a tag or an attribute`() throws {
    let html = try MorningPage().html(.hostile)
    #expect(!html.contains("<script"))
    #expect(!html.contains("<img"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    // The page's own tags contain no text from outside.
    #expect(!html.contains(/<[a-z][^>]*alert/))
  }

  @Test func `equal values give equal bytes`() throws {
    #expect(try MorningPage().html(.busy) == MorningPage().html(.busy))
  }
}
