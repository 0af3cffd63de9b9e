import Foundation
import Pipeline
import Synchronization

/// One line on the terminal with the current phase of a run, once the phase takes over two seconds.
///
/// A separate thread writes it, so a long phase does not have to report itself.
final class ProgressLine: Sendable {
  private struct State {
    var text = ProgressText()
    var isDirty = false
    var isOver = false
  }

  private let isShown: Bool
  private let began = ContinuousClock.now
  private let state = Mutex(State())

  init(isShown: Bool) {
    self.isShown = isShown
    if isShown { watch() }
  }

  func enter(_ phase: RunPhase) {
    guard isShown else { return }
    state.withLock { $0.text.enter(phase, at: ContinuousClock.now - began) }
  }

  func show(_ progress: Pipeline.Progress) {
    guard isShown else { return }
    state.withLock { $0.text.note(progress, at: ContinuousClock.now - began) }
  }

  /// Removes the line.
  func end() {
    guard isShown else { return }
    state.withLock { state in
      state.isOver = true
      Self.write(nil, &state)
    }
  }

  private func watch() {
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 0.5)
        let isOver = state.withLock { state in
          if !state.isOver { Self.write(state.text.line(at: ContinuousClock.now - began), &state) }
          return state.isOver
        }
        if isOver { return }
      }
    }
  }

  private static func write(_ line: String?, _ state: inout State) {
    guard line != nil || state.isDirty else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(line ?? "")".utf8))
    state.isDirty = line != nil
  }
}
