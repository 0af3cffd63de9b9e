import MorningPage
import Testing

/// The morning page as a browser shows it.
@Suite(.enabled(if: Browser.isThere, "SKIPPED: there is no chromium"))
struct MorningPageInBrowserTests {
  private static let sections = [
    "Needs a person", "The night in numbers", "The last nights", "Orders that wait, oldest first",
    "Short, by product", "Should be here by now", "Runs out first", "Files", "What changed",
  ]

  @Test(arguments: [375, 1200], [false, true])
  func `everything is readable, nothing overflows, and nothing is loaded or run`(
    width: Int,
    isDark: Bool
  ) throws {
    for morning in [Morning.empty, .busy, .hostile] {
      let look = try Browser.look(at: MorningPage().html(morning), width: width, isDark: isDark)
      #expect(look.contrast >= 4.5, "\(look.palest)")
      #expect(look.width <= width)
      #expect(look.wide == [])
      #expect(look.scripts == 0)
      #expect(look.loads == 0)
      #expect(look.handlers == 0)
      #expect(look.fills == 0)
      #expect(look.sections == Self.sections)
      #expect(look.ids.allSatisfy { $0.hasPrefix("h-") })
      #expect(Set(look.ids).count == look.ids.count)
      #expect(look.ground == (isDark ? "rgb(20, 25, 28)" : "rgb(251, 251, 249)"))
    }
  }

  @Test func `nothing reaches over the edge of an A4 page`() throws {
    for morning in [Morning.empty, .busy, .hostile] {
      // The browser shows what it would print; between the margins there are 186 mm.
      let html = try MorningPage().html(morning).replacing("@media print", with: "@media screen")
      let look = try Browser.look(at: html, width: 703)
      #expect(look.width <= 703)
      #expect(look.wide == [])
      #expect(look.contrast >= 4.5, "\(look.palest)")
    }
  }

  @Test func `the title and the heading say how much is to do`() throws {
    let busy = try Browser.look(at: MorningPage().html(.busy), width: 1200)
    #expect(busy.title == "✗ 2 to do – allot, 1 Jul 1998")
    #expect(busy.heading.hasSuffix("2 things need a person."))
    #expect(busy.todos == 2)
    #expect(
      busy.text.contains(
        "If it is after 06:00\u{A0}UTC on 2\u{A0}July\u{A0}1998 and this is the newest page"
      )
    )
    let empty = try Browser.look(at: MorningPage().html(.empty), width: 1200)
    #expect(empty.title == "✓ allot, 1 Jul 1998")
    #expect(empty.heading.hasSuffix("Nothing needs a person."))
    for said in [
      "Nothing.", "The trend begins with the second night.", "No order waits.",
      "Nothing is short.", "Nothing is late.", "No orders in these nights.", "No file came.",
      "Nothing changed.",
    ] {
      #expect(empty.text.contains(said))
    }
  }

  @Test func `links lead to the reports beside the page, and nowhere else`() throws {
    let look = try Browser.look(at: MorningPage().html(.busy), width: 1200)
    #expect(
      look.links == [
        "allocations.csv", "changes.csv", "backorders.csv", "stock.csv", "shortages.csv",
        "rejects.csv", "open.csv", "files.csv", "summary.json",
      ]
    )
  }

  @Test func `text from outside is shown as written`() throws {
    let look = try Browser.look(at: MorningPage().html(.hostile), width: 1200)
    #expect(look.text.contains("<script>alert(1)</script>"))
    #expect(look.text.contains("\"><img src=x onerror=alert(1)>"))
    #expect(look.text.contains("{{head.title}}"))
  }
}
