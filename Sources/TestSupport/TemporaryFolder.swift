package import Foundation

/// Creates a temporary folder, passes its path to the body, then deletes it.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = scratchFolder.appendingPathComponent("allot-tests-\(UUID().uuidString)").path
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

/// The folder for the files of tests, in memory if there is room: they sync often and do not test
/// the disk.
package let scratchFolder: URL = {
  let memory = URL(fileURLWithPath: "/dev/shm")
  let free = try? FileManager.default.attributesOfFileSystem(forPath: memory.path)[.systemFreeSize]
  guard let free = free as? Int, free > 1 << 29,
    FileManager.default.isWritableFile(atPath: memory.path)
  else { return FileManager.default.temporaryDirectory }
  return memory
}()
