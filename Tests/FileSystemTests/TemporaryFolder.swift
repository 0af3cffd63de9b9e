import FileSystem
import Glibc
import SystemPackage
import Testing

/// Whether the two folders that the tests write to are on different file systems.
let sharedMemoryIsAnotherFileSystem =
  (try? !FilePath("/tmp").isOnFileSystem(of: "/dev/shm")) ?? false

/// Lends a new folder, and removes it with its contents.
@discardableResult
func withTemporaryFolder<Result>(
  in parent: String = "/tmp",
  _ body: (FilePath) throws -> Result
) throws -> Result {
  var template = Array("\(parent)/allot-tests-XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  let folder = FilePath(platformString: template)
  defer {
    do { try folder.removeFolder() } catch { Issue.record(error) }
  }
  return try body(folder)
}

/// Creates a file with a text.
func write(_ text: String, to path: FilePath) throws {
  let descriptor = try FileDescriptor.open(
    path,
    .writeOnly,
    options: [.create, .exclusiveCreate, .closeOnExec],
    permissions: .ownerReadWrite
  )
  _ = try descriptor.closeAfter { try descriptor.writeAll(text.utf8) }
}

/// The whole content of a file, as text.
func text(of path: FilePath) throws -> String {
  let file = try InputFile(path)
  return String(
    decoding: try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
      count = try file.read(into: .init(buffer))
    },
    as: UTF8.self
  )
}

/// The files of a folder, including hidden ones, with their content.
func files(in folder: FilePath) throws -> [String: String] {
  try Dictionary(
    uniqueKeysWithValues: folder.names().map {
      ($0.displayed, try text(of: folder.appending($0)))
    }
  )
}

/// A name of bytes that may not be UTF-8.
func name(_ bytes: [UInt8]) throws -> FilePath.Component {
  try #require(FilePath.Component(bytes: bytes))
}

/// Gives a file the modification time of another.
func setModified(of path: FilePath, likeThatOf other: FilePath) throws {
  let time = try Stat(other).st_mtim
  try #require(path.withPlatformString { utimensat(AT_FDCWD, $0, [time, time], 0) } == 0)
}
