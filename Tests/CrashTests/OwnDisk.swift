import Foundation
import SystemTestSupport
import TestSupport

/// A small disk in memory for a folder of the root, visible to no other process.
struct OwnDisk {
  /// The folder in the root; `allot.disk` is the folder for the database.
  let folder: String
  /// Its size, as mount takes it: `300k`.
  let size: String

  static let database = "allot.disk"

  /// Mounts the disk, runs a command, makes the disk large, runs another command, and copies
  /// everything back.
  ///
  /// - Returns: How the first command ended, and the root as it was then. The given root gets the
  ///   result of the second, which must succeed.
  func run(
    _ first: [String],
    then second: [String],
    on root: Root,
    between: (Root) throws -> Void = { _ in }
  ) throws -> Program.Ended {
    if folder == Self.database { try moveDatabase(of: root) }
    return try withTemporaryFolder { scratch in
      let middle = Root(folder: URL(filePath: scratch))
      let ended = try Running(
        OwnMounts.unshare + ["/bin/sh", "-c", script, "sh"]
          + [root.path, folder, size, middle.path, "\(first.count)"] + first + second
      ).wait()
      try between(middle)
      return ended
    }
  }

  private func moveDatabase(of root: Root) throws {
    let disk = root.folder.appending(path: folder)
    let database = root.folder.appending(path: "allot.sqlite")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: false)
    try FileManager.default.moveItem(at: database, to: disk.appending(path: "allot.sqlite"))
    try FileManager.default.createSymbolicLink(
      atPath: database.path,
      withDestinationPath: "\(folder)/allot.sqlite"
    )
  }

  private var script: String {
    """
    set -u
    root=$1 place=$1/$2 size=$3 middle=$4 count=$5
    shift 5
    kept=$(mktemp -d) && cp -a "$place/." "$kept" &&
      mount -t tmpfs -o "size=$size" none "$place" && cp -a "$kept/." "$place" || exit 99
    rm -r "$kept"
    first= i=0
    while [ $i -lt "$count" ]; do
      first="$first \\"\\${$((i + 1))}\\"" i=$((i + 1))
    done
    (eval "exec $first")
    code=$?
    cp -a "$root/." "$middle" && mount -o remount,size=64m "$place" || exit 99
    shift "$count"
    "$@" 2>&1
    echo "then $?"
    mkdir "$root.out" && cp -a "$place/." "$root.out" && umount "$place" &&
      rm -rf "$place" && mv "$root.out" "$place" || exit 99
    exit $code
    """
  }
}
