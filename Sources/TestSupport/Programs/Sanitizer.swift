import Glibc

/// Whether this build, and the program beside it, watches its own memory or threads.
package enum Sanitizer {
  /// It takes memory of its own then, so that none can be measured.
  package static let isActive = watchesMemory || dlsym(nil, "__tsan_init") != nil
  package static let watchesMemory = dlsym(nil, "__asan_init") != nil

  /// What a program under strace needs: its search for leaks traces it too, and one can only do so.
  static func environment(of words: [String]) -> [String: String] {
    let isTraced = words.contains { $0 == "strace" || $0.hasSuffix("/strace") }
    return watchesMemory && isTraced ? ["ASAN_OPTIONS": "detect_leaks=0"] : [:]
  }
}
