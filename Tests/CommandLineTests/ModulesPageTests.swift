import Foundation
import SystemTestSupport
import Testing

/// The page for contributors lists the same modules and dependencies as the package.
struct ModulesPageTests {
  @Test func `the table of modules matches the package`() throws {
    let page = try read("Sources/allot/allot.docc/Contributing.md")
    let section = try #require(page.split(separator: "## The modules").last)
      .prefix { $0 != "#" }
    var documented: [String: Set<String>] = [:]
    for row in section.matches(of: #/(?m)^\| `(\w+)` \|.*\| ([^|]*) \|$/#) {
      documented[String(row.1)] = Set(row.2.matches(of: #/`(\w+)`/#).map { String($0.1) })
    }
    #expect(documented == (try modules()))
  }

  /// The modules of the package without its tests and the wrappers of C libraries, each with the
  /// modules of the package that it uses.
  private func modules() throws -> [String: Set<String>] {
    let package = try read("Package.swift")
      .replacing(#/\.product\([^)]*\)/#, with: "")
      .replacing(#/\/\/.*/#, with: "")
    var modules: [String: Set<String>] = [:]
    for target in package.split(separator: #/\.(target|executableTarget|testTarget)\(/#) {
      guard let name = target.firstMatch(of: #/^\s*name: "(\w+)"/#)?.1, !name.hasSuffix("Tests")
      else { continue }
      let uses = target.firstMatch(of: #/dependencies: \[([^\]]*)\]/#)?.1 ?? ""
      modules[String(name)] = Set(uses.matches(of: #/"(\w+)"/#).map { String($0.1) })
    }
    modules["allot", default: []].remove("allot")
    return modules
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOfFile: Project.folder + "/" + path, encoding: .utf8)
  }
}
