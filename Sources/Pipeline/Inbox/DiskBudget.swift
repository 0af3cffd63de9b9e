import FileSystem
import SystemPackage

/// The free space on the disks that a run writes to, divided among the files it takes.
///
/// Only the file that does not fit is held: a large file must not stop the others.
package struct DiskBudget {
  /// Below this, even writes to the ledger may fail.
  package static let leastFree: UInt64 = 64 << 20

  private struct Disk {
    let place: FilePath
    let free: UInt64
    var left: UInt64
    /// How much space a file takes here at most, as a multiple of its size.
    let times: UInt64
  }

  private var disks: [Disk] = []

  /// Looks at the disks under the folders as they are now.
  package init(_ folders: Folders) throws {
    let root = try folders.root.nearestFolder()
    let inbox = try folders.inbox.nearestFolder()
    let archive = try folders.archive.nearestFolder()
    let copiesAreOnRoot = try root.isOnFileSystem(of: inbox)
    // A file's rows go into the log, the database and the reports, and its bytes into a copy.
    try add(root, times: copiesAreOnRoot ? 4 : 3, reserved: Self.leastFree)
    if !copiesAreOnRoot { try add(inbox, times: 1) }
    if try !root.isOnFileSystem(of: archive), try !inbox.isOnFileSystem(of: archive) {
      try add(archive, times: 1)
    }
  }

  private mutating func add(_ place: FilePath, times: UInt64, reserved: UInt64 = 0) throws {
    let free = try place.freeSpace()
    disks.append(Disk(place: place, free: free, left: free.reduced(by: reserved), times: times))
  }

  /// Reserves space for a file of this size; returns why not if there is too little.
  package mutating func take(_ size: UInt64) throws -> String? {
    for disk in disks where size.multiplied(by: disk.times) > disk.left {
      return """
        it has \(size.inMegabytes) MB and takes up to \
        \(size.multiplied(by: disk.times).inMegabytes) MB on the disk at \
        \((try disk.place.mountPoint()).displayed), where \(disk.free >> 20) MB are free: make \
        room, or take the file out of the inbox
        """
    }
    for index in disks.indices {
      disks[index].left -= size.multiplied(by: disks[index].times)
    }
    return nil
  }
}
