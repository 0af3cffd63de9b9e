import Glibc

/// A mount namespace of a program: only it and its children see what it mounts.
package enum OwnMounts {
  /// The words before the command of a program.
  package static let unshare = ["unshare", geteuid() == 0 ? "-m" : "-Urm"]

  /// Whether this user may mount in a namespace of their own.
  package static let arePermitted =
    (try? Running(unshare + ["mount", "-t", "tmpfs", "none", "/mnt"]).wait().code) == 0

  /// The words before the command of a program for which a folder is on another file system.
  ///
  /// Linux does not rename from one mount to another, even if both have the same file system. So
  /// the folder keeps its contents, and nobody else sees a difference.
  package static func elsewhere(_ folder: String) -> [String] {
    unshare + ["/bin/sh", "-c", #"mount --bind "$1" "$1" && shift && exec "$@""#, "sh", folder]
  }
}
