import Glibc

/// A program's own view of what is mounted where: what it mounts is seen by it and its children
/// alone, and gone with them.
package enum OwnMounts {
  /// What to put before the words of a program.
  package static let unshare = ["unshare", geteuid() == 0 ? "-m" : "-Urm"]

  /// Whether this user may mount in a view of his own.
  package static let arePermitted =
    (try? Running(unshare + ["mount", "-t", "tmpfs", "none", "/mnt"]).wait().code) == 0

  /// What to put before the words of a program that is to find a folder on another file system.
  ///
  /// Linux renames nothing from one mount to another, even if one file system lies under both: so
  /// the folder keeps what it holds, and everybody else sees it as it was.
  package static func elsewhere(_ folder: String) -> [String] {
    unshare + ["/bin/sh", "-c", #"mount --bind "$1" "$1" && shift && exec "$@""#, "sh", folder]
  }
}
