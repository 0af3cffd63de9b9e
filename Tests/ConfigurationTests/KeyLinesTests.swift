import Testing

@testable import Configuration

/// The lines of keys, which the TOML library does not report.
struct KeyLinesTests {
  private let lines = KeyLines(
    of: Array(
      #"""
      # remark
      version = 1 # another
      "quoted key".dotted = """
      [no.table]
      key = "" """
      list = [ "a", # remark
        "b]",
        { deep = 1 } ]

      [[sender]]
      name = 'a"b'
      [[sender.file]]
      columns = { orderid = ["x", "y"], sku = "s" }
      [[sender.file]]
      match = "m"
      [[sender]]
      [[sender.file]]
      match = "n"
      """#.utf8
    )
  )

  @Test(arguments: [
    (["version"], 2), (["quoted key", "dotted"], 3), (["list"], 6), (["list", "1"], 7),
    (["list", "2", "deep"], 8), (["sender", "0"], 10), (["sender", "0", "name"], 11),
    (["sender", "0", "file", "0"], 12), (["sender", "0", "file", "0", "columns", "sku"], 13),
    (["sender", "0", "file", "1", "match"], 15), (["sender", "1", "file", "0", "match"], 18),
    (["sender", "1", "file", "0", "gone"], 17), (["nowhere"], 1),
  ])
  func `every key has its line`(path: [String], line: Int) {
    #expect(lines.line(of: path) == line)
  }
}
