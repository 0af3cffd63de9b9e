import SystemTestSupport
import Testing

/// The number of reports that are kept.
struct KeptReportsTests {
  @Test func `reports published elsewhere do not count as reports kept here`()
    throws
  {
    try Root.lend { root throws in
      let elsewhere = ["--reports", root.path + "/published"]
      #expect(try root.night(1, "--keep", "2").code == 0)
      #expect(try root.night(2, "--keep", "2").code == 0)
      #expect(try root.night(3, "--keep", "2", elsewhere[0], elsewhere[1]).code == 0)
      #expect(try root.night(4, "--keep", "2").code == 0)
      #expect(try root.names("reports") == [Root.run(2), Root.run(4), "latest"])
      #expect(try root.names("published") == [Root.run(3), "latest"])
    }
  }
}
