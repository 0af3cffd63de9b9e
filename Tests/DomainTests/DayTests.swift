import Domain
import TestSupport
import Testing

/// Valid and invalid days of the calendar.
struct DayTests {
  @Test(arguments: [
    "2026-01-01", "2026-12-31", "2026-02-28", "2024-02-29", "2000-02-29", "2400-02-29",
    "2026-04-30", "2026-06-30", "2026-09-30", "2026-11-30", "2026-01-31", "2026-03-31",
    "2026-05-31", "2026-07-31", "2026-08-31", "2026-10-31", "0001-01-01", "9999-12-31",
    "1900-01-01",
  ])
  func `an existing day is read and written unchanged`(text: String) throws {
    let day = try #require(Day(text.utf8))
    #expect(day.description == text)
    #expect(Day(year: day.year, month: day.month, day: day.day) == day)
  }

  @Test(arguments: [
    "", "2026", "2026-02-30", "2026-02-29", "2025-02-29", "1900-02-29", "2100-02-29",
    "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31", "2026-13-01", "2026-00-01",
    "2026-01-00", "2026-01-32", "0000-01-01", "2026-2-3", "2026-02-3", "2026-2-03", "26-02-03",
    "20260203", "2026/02/03", "03-02-2026", "2026-02-03 ", " 2026-02-03", "2026-02-03T00:00",
    "2026-02-031", "12026-02-03", "+026-02-03", "-026-02-03", "2026-+2-03", "2026--2-03",
    "２０２６-０２-０３", "2026-02-0３", "2026‐02‐03", "2026-02-0a", "2026-02-0\u{0}", "2026-02-03\n",
    "today", "----------",
  ])
  func `an invalid day is refused`(text: String) {
    #expect(Day(text.utf8) == nil)
  }

  @Test func `days sort by the calendar`() {
    let days: [Day] = ["1999-12-31", "2026-01-31", "2026-02-01", "2026-11-23", "2027-01-01"]
    #expect(days.shuffled().sorted() == days)
  }

  @Test func `numbers outside the calendar are refused`() {
    #expect(Day(year: 0, month: 1, day: 1) == nil)
    #expect(Day(year: 10_000, month: 1, day: 1) == nil)
    #expect(Day(year: 2026, month: -1, day: 1) == nil)
    #expect(Day(year: Int.max, month: Int.max, day: Int.max) == nil)
    #expect(Day(year: 2026, month: 2, day: 29) == nil)
  }

  @Test func `every day from 1999 to 2005 follows the one before`() throws {
    var previous: Day?
    var count = 0
    for year in 1999...2005 {
      for month in 1...12 {
        for number in 1...31 {
          guard let day = Day(year: year, month: month, day: number) else { continue }
          if let previous { #expect(previous < day) }
          #expect(Day(day.description.utf8) == day)
          previous = day
          count += 1
        }
      }
    }
    #expect(count == 7 * 365 + 2)
  }
}
