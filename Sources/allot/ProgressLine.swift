import Foundation
import Pipeline

/// One line on the terminal that says how far a file has come, for whatever takes over two seconds.
final class ProgressLine {
  private let isShown: Bool
  private var file = ""
  private var began = ContinuousClock.now
  private var beganAt = 0
  private var isDirty = false

  init(isShown: Bool) { self.isShown = isShown }

  func show(_ progress: Pipeline.Progress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if progress.file != file {
      clear()
      file = progress.file
      began = now
      beganAt = progress.doneRows
    }
    let seconds = Double((now - began).components.seconds)
    guard seconds >= 2, progress.doneRows < progress.rows else { return }
    let rate = max(1, Double(progress.doneRows - beganAt) / seconds)
    let left = Int(Double(progress.rows - progress.doneRows) / rate)
    let text =
      "\(file): \(progress.doneRows) of \(progress.rows) rows, \(Int(rate)) a second, \(left) s left"
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    isDirty = true
  }

  func clear() {
    guard isDirty else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    isDirty = false
  }
}
