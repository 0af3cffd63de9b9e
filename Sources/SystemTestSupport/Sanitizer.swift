import Glibc

/// Whether this build and its program use a sanitizer for memory or threads.
package enum Sanitizer {
  /// A sanitizer needs memory itself, so memory cannot be measured then.
  package static let isActive = watchesMemory || dlsym(nil, "__tsan_init") != nil
  package static let watchesMemory = dlsym(nil, "__asan_init") != nil

  /// Options for every program: leak detection does not work under strace, and reports memory that
  /// an early exit does not free.
  static var environment: [String: String] {
    watchesMemory ? ["ASAN_OPTIONS": "detect_leaks=0"] : [:]
  }
}
