import Foundation

/// Lends a new folder, by its path, and removes it with all that is in it.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("allot-tests-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  let result: Result
  do {
    result = try body(folder)
  } catch {
    try? FileManager.default.removeItem(atPath: folder)
    throw error
  }
  try FileManager.default.removeItem(atPath: folder)
  return result
}
