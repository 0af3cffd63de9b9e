import Foundation
import SystemTestSupport
import TestSupport

/// Debian's Chromium without a window, which shows a page and reports its findings.
struct Browser {
  /// What the browser found in a page.
  struct Look: Decodable {
    let title: String
    let heading: String
    let sections: [String]
    let todos: Int
    let scripts: Int
    /// Files outside the page that are or could be loaded.
    let loads: Int
    /// Attributes that run or style something.
    let handlers: Int
    let links: [String]
    /// The lowest contrast between a text and its background, and that text.
    let contrast: Double
    let palest: String
    let width: Int
    /// Elements that reach beyond the right edge, except in scrolling boxes.
    let wide: [String]
    /// Shapes that have no colour of their own.
    let fills: Int
    let ids: [String]
    let ground: String
    let text: String
  }

  enum Failed: Error { case told(String) }

  static let isThere = Shell.has("chromium")

  /// Examines a page at a width in pixels.
  static func look(at html: String, width: Int, isDark: Bool = false) throws -> Look {
    let folder = scratchFolder.appending(path: "allot-browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inspector = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "inspect.html"
    )
    try Data(html.utf8).write(to: folder.appending(path: "report.html"))
    try Data(
      String(contentsOf: inspector, encoding: .utf8)
        .replacing("WIDTH", with: String(width)).utf8
    ).write(to: folder.appending(path: "inspect.html"))
    let ended = try Shell.run(
      """
      cd "$1" && exec timeout 60 chromium --headless --no-sandbox --disable-gpu \
        --disable-dev-shm-usage --no-first-run --user-data-dir="$1/profile" \
        --allow-file-access-from-files --blink-settings=preferredColorScheme=\(isDark ? 0 : 1) \
        --virtual-time-budget=10000 --dump-dom "file://$1/inspect.html"
      """,
      [folder.path],
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path]
    )
    guard let found = ended.output.firstMatch(of: /<pre id="found">([A-Za-z0-9+\/=]+)</),
      let json = Data(base64Encoded: String(found.1))
    else { throw Failed.told(ended.description) }
    return try JSONDecoder().decode(Look.self, from: json)
  }
}
