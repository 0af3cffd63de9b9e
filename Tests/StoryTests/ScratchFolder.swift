import Foundation

/// Where the tests put their roots: in memory where there is room, as they sync a lot and prove
/// nothing about the disk.
let scratchFolder: URL = {
  let memory = URL(filePath: "/dev/shm")
  let free = try? FileManager.default.attributesOfFileSystem(forPath: memory.path)[.systemFreeSize]
  guard let free = free as? Int, free > 1 << 29,
    FileManager.default.isWritableFile(atPath: memory.path)
  else { return FileManager.default.temporaryDirectory }
  return memory
}()
