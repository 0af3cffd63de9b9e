import ServiceLayer
import Testing

/// Unknown names, and the known names that may have been meant.
struct NearNamesTests {
  private static let known = [
    "00123", "BED, SMALL", "CAFÉ TABLE", "LAMP-07", "SMALL-LAMP", "Stuhl", "TABLE/OAK", "12\" PIPE",
  ]

  /// The most similar of some names, found by queries as a store answers them.
  private func nearest(to name: String, among known: [String] = known) throws -> String? {
    let sorted = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var names = NearNames { text in
      sorted.first { !$0.utf8.lexicographicallyPrecedes(text.utf8) }
    }
    return try names.nearest(to: name)
  }

  @Test(arguments: [
    ("small-lamp", "SMALL-LAMP"), ("Small Lamp", "SMALL-LAMP"), ("SMALLLAMP", "SMALL-LAMP"),
    ("S-M-A-L-L_LAMP", "SMALL-LAMP"), ("STUHL", "Stuhl"), ("bed,small", "BED, SMALL"),
    ("Stuhl", "Stuhl"), ("café-table", "CAFÉ TABLE"), ("TABLE OAK", "TABLE/OAK"),
  ])
  func `the name itself, and other case, spaces or dashes, are similar`(
    name: String,
    found: String
  ) throws {
    #expect(try nearest(to: name) == found)
  }

  @Test(arguments: [
    ("123", "00123"), ("0123", "00123"), ("000123", "00123"), ("LAMP-7", "LAMP-07"),
    ("lamp 007", "LAMP-07"),
  ])
  func `names that differ by leading zeros are similar`(name: String, found: String) throws {
    #expect(try nearest(to: name) == found)
  }

  @Test(arguments: [
    ("SMAL-LAMP", "SMALL-LAMP"), ("SMALLL-LAMP", "SMALL-LAMP"), ("SMELL-LAMP", "SMALL-LAMP"),
    ("SMALL-LAPM", "SMALL-LAMP"), ("SMALL-LAM", "SMALL-LAMP"), ("MALL-LAMP", "SMALL-LAMP"),
    ("Stuhle", "Stuhl"), ("LAMP-O7", "LAMP-07"), ("12\" PIPES", "12\" PIPE"),
  ])
  func `names that differ by a letter are similar`(name: String, found: String) throws {
    #expect(try nearest(to: name) == found)
  }

  @Test(arguments: [
    "LAMP-08", "LAMP-70", "LAMP-071", "124", "SOFA", "LAMP", "", "-", "SMALL-LAMPENS", "\u{10FFFF}",
  ])
  func `names that differ by a digit or several letters are not similar`(name: String) throws {
    #expect(try nearest(to: name) == nil)
  }

  @Test func `short names have no similar names by letters`() throws {
    #expect(try nearest(to: "B-1", among: ["A-1", "C-1", "B-2"]) == nil)
    #expect(try nearest(to: "b-1", among: ["A-1", "B-1"]) == "B-1")
  }

  @Test func `the cost does not grow with the number of known names`() throws {
    var known: [String] = []
    for number in 100_000..<200_000 { known.append("SKU-\(number)-LAMP") }
    var questions = 0
    var names = NearNames { text in
      questions += 1
      var (low, high) = (0, known.count)
      while low < high {
        let middle = (low + high) / 2
        known[middle].utf8.lexicographicallyPrecedes(text.utf8)
          ? (low = middle + 1) : (high = middle)
      }
      return low < known.count ? known[low] : nil
    }
    #expect(try names.nearest(to: "SKU-123456-LAMB") == "SKU-123456-LAMP")
    #expect(questions < 400)
    var others = names
    questions = 0
    #expect(try others.nearest(to: "SKU-999999-LAMP") == nil)
    #expect(questions < 400)
  }
}
