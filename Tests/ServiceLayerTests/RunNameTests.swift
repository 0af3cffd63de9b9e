import ServiceLayer
import Testing

/// The names of runs, and the times that people may give for one.
struct RunNameTests {
  @Test(arguments: [
    (0, "19700101T000000Z", "1970-01-01"), (951_782_400, "20000229T000000Z", "2000-02-29"),
    (1_795_399_200, "20261123T020000Z", "2026-11-23"),
    (4_102_444_799, "20991231T235959Z", "2099-12-31"), (-1, "19691231T235959Z", "1969-12-31"),
  ])
  func `a run is named by its start in UTC`(started: Int, name: String, day: String) {
    #expect(RunName.free(started: started) { _ in false } == name)
    #expect(UTCTime.day(started) == day)
    #expect(UTCTime.seconds(name) == started)
  }

  @Test func `a taken name gets a number`() {
    let taken = ["20261123T020000Z", "20261123T020000Z-2"]
    #expect(
      RunName.free(started: 1_795_399_200, isTaken: taken.contains) == "20261123T020000Z-3"
    )
  }

  @Test func `the long form of a time is read too`() {
    #expect(UTCTime.seconds("2026-11-23T02:00:00Z") == 1_795_399_200)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T02:00:00", "2026-11-23T02:00:00+01:00", "2026-11-23 02:00:00Z",
    "2026-02-30T02:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T02:60:00Z", "20261123T020060Z",
    "20261323T020000Z", "20261123T020000z", "20261123T020000Z-2", " 20261123T020000Z",
    "2026-11-23T0200:00Z", "２０261123T020000Z",
  ])
  func `an invalid time is refused`(text: String) {
    #expect(UTCTime.seconds(text) == nil)
  }
}
