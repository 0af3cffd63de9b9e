import SystemTestSupport

/// A night, the disk before it, and the program's operations on that disk.
struct TracedNight {
  let oracle: Oracle
  let disk: Disk
  let operations: [Operation]

  /// A night is traced once for all tests.
  static func of(_ night: Night) throws -> TracedNight {
    switch night {
    case .first: try first.get()
    case .later: try later.get()
    case .empty: try empty.get()
    default: try copying.get()
    }
  }

  /// All states that a power cut in a night can leave, by hash; they are computed once for all
  /// tests.
  static func states(of night: Night) throws -> Set<Int> {
    switch night {
    case .first: try firstStates.get()
    case .copying: try copyingStates.get()
    default: try of(night).states()
    }
  }

  private static let first = Result { try TracedNight(.first) }
  private static let later = Result { try TracedNight(.later) }
  private static let empty = Result { try TracedNight(.empty) }
  private static let copying = Result { try TracedNight(.copying) }

  private static let firstStates = Result { try first.get().states() }
  private static let copyingStates = Result { try copying.get().states() }

  private init(_ night: Night) throws {
    var traced: (disk: Disk, operations: [Operation])?
    try night.lend { root in
      traced = (try night.disk(of: root), try night.trace(on: root).operations)
    }
    (disk, operations) = traced ?? (Disk(Tree()), [])
    oracle = try Oracle(night)
  }

  private init(oracle: Oracle, disk: Disk, operations: [Operation]) {
    self.oracle = oracle
    self.disk = disk
    self.operations = operations
  }

  /// The oracle, which knows what was published.
  var watchingOracle: Oracle {
    var oracle = oracle
    oracle.watch(operations, on: disk)
    return oracle
  }

  /// All states that a power cut can leave, by hash.
  func states() throws -> Set<Int> {
    var enumeration = Enumeration(watchingOracle, every: .max)
    try enumeration.cut(operations, on: disk)
    return enumeration.seen
  }

  /// The next run, after the program was killed before an operation.
  ///
  /// It finds everything that the first one wrote, because that is in memory. But data that was not
  /// synced by then is still not on disk.
  func recovery(killedBefore place: Int) throws -> TracedNight {
    var disk = disk
    for operation in operations[..<place] { disk.apply(operation) }
    var oracle = oracle
    oracle.watch(Array(operations[..<place]), on: self.disk)
    var recovered: [Operation] = []
    try Root.lend { root in
      try disk.tree(after: .everything).layOut(in: root.folder)
      recovered = try oracle.night.trace(on: root).operations
    }
    return TracedNight(oracle: oracle, disk: disk, operations: recovered)
  }
}
