import FileSystem
import Pipeline
import SystemPackage

/// The checks before a run: free space, network disks and the limit of open files.
///
/// The files in the inbox are not considered: a run holds a file that is too large.
enum Preflight {
  static let leastFree = DiskBudget.leastFree
  /// A run has fewer than twenty files open at once, however many are in the inbox.
  private static let openFiles = 32

  /// Checks the disk of the root, and the disks of folders that are elsewhere.
  ///
  /// `files` are the files that were named for import.
  ///
  /// - Throws: `NetworkDisk`, unless that is allowed, `DiskAlmostFull`, or `FileError` about the limit
  ///   of open files; nothing was changed.
  static func check(
    _ folders: Folders,
    files: [FilePath],
    allowsNetworkDisk: Bool
  ) throws {
    try expectOpenFiles(openFiles, in: folders.root)
    let root = try folders.root.nearestFolder()
    if !allowsNetworkDisk, let network = try NetworkDisk(under: root, of: folders.root) {
      throw network
    }
    let named = try size(of: files)
    // Space for a copy of the files, and for their rows in the log, the database and the reports.
    try expect(max(leastFree, named.multiplied(by: 4)), at: root)
    // The other disks do not hold the ledger: if one fills up later, the run stops, and continues
    // once there is room.
    for (folder, bytes) in try [
      (folders.inbox, named), (folders.archive, named), (folders.reports, nextReport(in: folders)),
    ] {
      let place = try folder.nearestFolder()
      if try !root.isOnFileSystem(of: place) { try expect(bytes, at: place) }
    }
  }

  /// The expected size of the next report: that of the newest.
  private static func nextReport(in folders: Folders) throws -> UInt64 {
    let latest = folders.reports.appending("latest")
    guard try latest.look(followingLink: true)?.type == .directory else { return 0 }
    return try size(of: latest.names().map(latest.appending))
  }

  private static func expect(_ needed: UInt64, at folder: FilePath) throws {
    let free = try folder.freeSpace()
    guard free >= needed else {
      throw DiskAlmostFull(disk: try folder.mountPoint(), free: free, needed: needed)
    }
  }

  private static func size(of files: [FilePath]) throws -> UInt64 {
    try files.reduce(0) { $0.increased(by: try $1.size()) }
  }
}

/// The disk has too little free space to begin a run.
struct DiskAlmostFull: Error, CustomStringConvertible {
  /// The mount point of the disk.
  let disk: FilePath
  let free: UInt64
  let needed: UInt64

  var description: String {
    """
    only \(free >> 20) MB are free on the disk at \(disk.displayed), \
    \(needed.inMegabytes) MB are needed: make room, then run it again; nothing was changed
    """
  }
}
