import SafeText
package import ServiceLayer

/// What a run needs from its environment: a clock, a stop request and callbacks.
package struct RunEnvironment {
  package var clock: Clock
  /// Whether a signal requested a stop; checked between chunks and files.
  package var isStopping: () -> Bool
  /// Called with the rows done so far, to show progress.
  package var progress: (Progress) -> Void
  /// Called at the beginning of a phase that may take long.
  package var entered: (RunPhase) -> Void
  /// Called at each step, so that tests can kill the process there.
  package var reached: (Step) -> Void
  /// How long a file must be unchanged before it is taken.
  package var settle: Duration
  /// The longest wait for files that are still being written.
  package var patience: Duration
  /// The most rows in one transaction.
  package var chunkRows: Int

  package init(
    clock: Clock,
    isStopping: @escaping () -> Bool = { false },
    progress: @escaping (Progress) -> Void = { _ in },
    entered: @escaping (RunPhase) -> Void = { _ in },
    reached: @escaping (Step) -> Void = { _ in },
    settle: Duration = .seconds(2),
    patience: Duration = .seconds(30),
    chunkRows: Int = 100_000
  ) {
    self.clock = clock
    self.isStopping = isStopping
    self.progress = progress
    self.entered = entered
    self.reached = reached
    self.settle = settle
    self.patience = patience
    self.chunkRows = chunkRows
  }
}

/// How many rows of a file are done.
package struct Progress: Equatable, Sendable {
  package let file: String
  package let rows: Int
  package let doneRows: Int

  package init(file: String, rows: Int, doneRows: Int) {
    self.file = file
    self.rows = rows
    self.doneRows = doneRows
  }
}

/// A signal requested a stop; finished work is kept, and the next run continues there.
package struct Stopped: Error, Equatable, CustomStringConvertible {
  package let place: String

  package var description: String { "stopped\(place); run it again to go on from there" }
}

/// The rows of a file or run do not add up: a bug in the program, never a fault of the input.
package struct LedgerOutOfBalance: Error, Equatable, CustomStringConvertible {
  package let file: String
  package let rows: Int
  package let counts: RowCounts

  package var description: String {
    """
    \(file): \(counted(rows, "row")) read, but \(counts.applied) applied + \(counts.unchanged) unchanged \
    + \(counts.deferred) deferred + \(counts.rejected) rejected = \(counts.sum); this is a fault \
    of allot: nothing more was done, keep allot.sqlite and report it
    """
  }
}
