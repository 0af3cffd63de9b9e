import Foundation
import Glibc
import Pipeline
import ServiceLayer
import SystemPackage
import Testing

/// Files that may still be written, although no process has them open.
struct UploadDetectionTests {
  private let started = UTCTime.seconds("2026-11-23T02:00:00Z") ?? 0

  @Test func `the run waits for a growing file until it stops growing`() throws {
    try Installation.lend { installation in
      let upload = try Upload(to: installation, bits: 10)
      let summary = try run(installation, upload)
      #expect(summary.files.map(\.state) == ["imported"])
      #expect(summary.counts.applied == 11)
      // The last part came after two and a half seconds.
      #expect(upload.time == .milliseconds(4500))
    }
  }

  @Test func `a file that never stops growing is held after half a minute`() throws {
    try Installation.lend { installation in
      let upload = try Upload(to: installation, bits: 1000)
      let summary = try run(installation, upload)
      #expect(summary.files.map(\.state) == ["held"])
      #expect(summary.files.map(\.reason) == ["it changed just now"])
      #expect(upload.time == .seconds(30))
      #expect(try installation.file("inbox/batches.csv").count == upload.size)
    }
  }

  @Test func `the run waits for a file as long as it must be unchanged, however long`() throws {
    try Installation.lend { installation in
      let upload = try Upload(to: installation, bits: 0)
      // Another user's file of an hour ago looks like this: only a second check can show a change.
      try upload.keepTime(4_000_000_000)
      let summary = try run(installation, upload, settle: .seconds(31))
      #expect(summary.files.map(\.state) == ["imported"])
      #expect(upload.time == .seconds(31))
    }
  }

  /// Tools that keep the sender's times set them, to a time in the past or the future.
  @Test(arguments: [1_000_000_000, 4_000_000_000])
  func `a file time set by the sender does not decide whether a file is taken`(
    modified: Int
  ) throws {
    try Installation.lend { installation in
      let upload = try Upload(to: installation, bits: 0)
      try upload.keepTime(modified)
      let summary = try run(installation, upload)
      #expect(summary.files.map(\.state) == ["imported"])
      #expect(upload.time == .seconds(2))
    }
  }

  @Test(arguments: [Duration.seconds(-86_400), .seconds(-40 * 365 * 86_400)])
  func `a clock set back during a run does not extend the wait`(
    jump: Duration
  ) throws {
    try Installation.lend { peaceful in
      let calm = try run(peaceful, Upload(to: peaceful, bits: 3))
      try Installation.lend { installation in
        let upload = try Upload(to: installation, bits: 3)
        upload.jump = jump
        let summary = try run(installation, upload)
        #expect(summary.files.map(\.state) == ["imported"])
        #expect(summary.counts == calm.counts)
        #expect(upload.time == .milliseconds(2750))
        #expect(try installation.report("stock") == peaceful.report("stock"))
        #expect(try installation.report("files") == peaceful.report("files"))
      }
    }
  }

  private func run(
    _ installation: Installation,
    _ upload: Upload,
    settle: Duration = .seconds(2)
  ) throws -> RunSummary {
    try #require(
      installation.execute(started: started, clock: upload.clock, settle: settle).last
    )
  }
}

/// A file that grows by a row whenever the run sleeps, and the clock of that run.
private final class Upload {
  /// How long the run has slept.
  private(set) var time = Duration.zero
  private(set) var size: Int
  /// How far the wall clock is set forward when the run sleeps for the first time.
  var jump = Duration.zero
  private let file: URL
  private var bits: Int
  private var sinceBit = Duration.zero
  private var changed: Duration

  init(to installation: Installation, bits: Int) throws {
    self.bits = bits
    let text = Data("ref,sku,qty,eta\nB0,LAMP,10,\n".utf8)
    try installation.drop(text, as: "batches.csv")
    file = installation.root.appending(path: "inbox/batches.csv")
    size = text.count
    changed = .zero
    try look()
  }

  /// The file's times come from the real clock, so this clock starts at the real time.
  var clock: Clock {
    Clock(
      wall: { self.changed + self.sinceBit + (self.time == .zero ? .zero : self.jump) },
      monotonic: { self.time },
      sleep: { pause in
        self.time += pause
        self.sinceBit += pause
        do { try self.grow() } catch { Issue.record(error) }
      }
    )
  }

  /// Sets the time of the file, as `rsync -t` does.
  func keepTime(_ seconds: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: TimeInterval(seconds))],
      ofItemAtPath: file.path
    )
    try look()
  }

  private func grow() throws {
    guard bits > 0 else { return }
    bits -= 1
    let row = "B\(size),LAMP,1,\n"
    size += row.utf8.count
    let writing = try FileDescriptor.open(
      FilePath(file.path),
      .writeOnly,
      options: [.append, .closeOnExec]
    )
    _ = try writing.closeAfter { try writing.writeAll(row.utf8) }
    sinceBit = .zero
    try look()
  }

  private func look() throws {
    var status = stat()
    try #require(stat(file.path, &status) == 0)
    changed = .seconds(status.st_ctim.tv_sec) + .nanoseconds(status.st_ctim.tv_nsec)
  }
}
