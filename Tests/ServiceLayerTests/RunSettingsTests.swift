import Foundation
import ServiceLayer
import Testing

struct RunSettingsTests {
  @Test func `settings are read back as stored`() throws {
    var settings = Run.Settings(
      files: ["/tmp/orders.csv"],
      again: true,
      deferDays: 3,
      keepReports: 4,
      rawCells: true
    )
    settings.inbox = "/inbox"
    settings.archive = "/archive"
    settings.reports = "/reports"
    #expect(try decode(JSONEncoder().encode(settings)) == settings)
  }

  @Test func `a setting unknown to the run's version has its default value`() throws {
    #expect(try decode(Data("{}".utf8)) == Run.Settings())
    #expect(try decode(Data(#"{"keepReports": 5}"#.utf8)) == Run.Settings(keepReports: 5))
  }

  private func decode(_ json: Data) throws -> Run.Settings {
    try JSONDecoder().decode(Run.Settings.self, from: json)
  }
}
