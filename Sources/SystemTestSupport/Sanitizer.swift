import Glibc

/// Whether this build, and the program beside it, watches its own memory or threads.
package enum Sanitizer {
  /// It takes memory of its own then, so that none can be measured.
  package static let isActive = watchesMemory || dlsym(nil, "__tsan_init") != nil
  package static let watchesMemory = dlsym(nil, "__asan_init") != nil

  /// Options for every program: leak detection does not work under strace, and reports memory that
  /// an early exit does not free.
  static var environment: [String: String] {
    watchesMemory ? ["ASAN_OPTIONS": "detect_leaks=0"] : [:]
  }
}
