import Foundation

/// Tries every moment of a possible power cut, and every state that it may leave.
struct Enumeration {
  let oracle: Oracle
  /// One of this many distinct states is recovered; all are examined.
  let every: Int
  /// The beginning of the fault at which it ends, for tests that expect one.
  let awaited: String?

  private(set) var points = 0
  private(set) var states = 0
  private(set) var recovered = 0
  private(set) var violations: [Violation] = []
  /// The hashes of the states that occurred.
  private(set) var seen: Set<Int> = []
  private let known: Set<Int>

  struct Violation: CustomStringConvertible {
    let operations: ArraySlice<Operation>
    let cut: Cut
    let faults: [String]

    var description: String {
      """
      after \(operations.count) operations, the last being
        \(operations.suffix(3).map { "\($0)" }.joined(separator: "\n  "))
      \(cut):
        \(faults.joined(separator: "\n  "))
      """
    }
  }

  /// States that are `known` are skipped.
  init(_ oracle: Oracle, every: Int, knowing known: Set<Int> = [], awaiting awaited: String? = nil)
  {
    self.oracle = oracle
    self.every = every
    self.known = known
    self.awaited = awaited
  }

  /// How many distinct states occurred.
  var distinct: Int { seen.count }

  /// One of this many states is recovered, as `ALLOT_POWERCUT_EVERY` says; 1 recovers all.
  static func every(usually: Int) -> Int { given ?? usually }

  static let isFull = given == 1

  private static let given = ProcessInfo.processInfo.environment["ALLOT_POWERCUT_EVERY"]
    .flatMap { Int($0) }

  /// Whether the expected fault occurred.
  var isMet: Bool {
    violations.contains { violation in
      violation.faults.contains { fault in awaited.map { fault.hasPrefix($0) } ?? false }
    }
  }

  /// Cuts the power before the first operation and after each one, or only after some of them.
  mutating func cut(_ operations: [Operation], on disk: Disk, after first: Int = 0) throws {
    var disk = disk
    for count in 0...operations.count {
      if count > 0 { disk.apply(operations[count - 1]) }
      guard count >= first else { continue }
      points += 1
      for cut in disk.cuts {
        try judge(disk.tree(after: cut, at: count), cut, operations[..<count])
        if isMet, !Self.isFull { return }
      }
    }
  }

  private mutating func judge(
    _ tree: Tree,
    _ cut: Cut,
    _ operations: ArraySlice<Operation>
  ) throws {
    states += 1
    let hash = tree.hashValue
    guard !known.contains(hash), seen.insert(hash).inserted else { return }
    var faults = oracle.faults(of: tree)
    if seen.count.isMultiple(of: every) {
      recovered += 1
      faults += try oracle.faultsOfRecovery(from: tree)
    }
    guard !faults.isEmpty else { return }
    violations.append(Violation(operations: operations, cut: cut, faults: faults))
  }
}

extension Enumeration: CustomStringConvertible {
  var description: String {
    """
    \(points) points, \(states) states (\(distinct) distinct\(known.isEmpty ? "" : " and new")), \
    \(recovered) recovered, \(violations.count) violations
    """
  }
}
