import Glibc
package import SystemPackage

/// Sees to it that so many files may be open at once, raising the limit where that is allowed.
///
/// With less, a library may find no descriptor where it cannot say so, and end the process.
///
/// - Throws: `FileError` about the folder, where the limit may not be raised so far.
package func expectOpenFiles(_ needed: Int, in folder: FilePath) throws {
  let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  var limit = rlimit()
  guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(needed) else { return }
  limit.rlim_cur = min(limit.rlim_max, rlim_t(needed))
  guard limit.rlim_cur >= rlim_t(needed), setrlimit(resource, &limit) == 0 else {
    throw FileError("open \(needed) files at once under", folder, .tooManyOpenFiles)
  }
}
