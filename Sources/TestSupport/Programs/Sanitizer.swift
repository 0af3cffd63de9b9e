import Glibc

/// Whether this build, and the program beside it, watches its own memory or threads.
package enum Sanitizer {
  /// It takes memory of its own then, so that none can be measured.
  package static let isActive = watchesMemory || dlsym(nil, "__tsan_init") != nil
  package static let watchesMemory = dlsym(nil, "__asan_init") != nil

  /// What every program needs: the search for leaks cannot work where the program is traced, and takes
  /// for lost what an early exit leaves as it is.
  static var environment: [String: String] {
    watchesMemory ? ["ASAN_OPTIONS": "detect_leaks=0"] : [:]
  }
}
