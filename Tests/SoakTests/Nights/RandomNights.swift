import ServiceLayer
import TestSupport

/// Draws nights: the files that people drop, and the calls of the program.
struct RandomNights {
  var files: RandomFiles
  private var number = 0
  private var clock = 1_795_399_200
  /// Files dropped before, to be dropped again in some form.
  private(set) var past: [(name: String, kind: FileKind, bytes: [UInt8])] = []
  private var corrected: Set<String> = []

  init(seed: UInt64) { files = RandomFiles(generator: SeededGenerator(seed: seed)) }

  /// Draws the next night; `root` is the current state, `content` reads files that the program
  /// wrote.
  mutating func next(_ root: ModelRoot, content: (String) -> [UInt8]?) -> SoakNight {
    number += 1
    files.night = number
    var night = SoakNight(number: number)
    for _ in 0..<files.number(files.chance(5) ? 0...0 : 1...5) { dropSomething(&night) }
    if files.chance(18) { dropNoise(&night, root) }
    if files.chance(25) { dropCorrected(&night, root, content) }
    callProgram(&night)
    pass()
    return night
  }

  // MARK: - What people drop

  private mutating func dropSomething(_ night: inout SoakNight) {
    let kind = files.kind()
    let old = past.isEmpty ? nil : files.pick(past)
    switch (files.number(1...100), old) {
    case (56...65, let old?): drop(old.bytes, as: old.name, old.kind, &night)
    case (66...72, let old?): drop(old.bytes, as: files.name(old.kind), old.kind, &night)
    case (73...74, let old?): drop(old.bytes, as: files.name(kind), kind, &night)
    case (75...80, let old?): drop(edited(old), as: old.name, old.kind, &night)
    case (81...89, let old?): drop(grown(old), as: old.name, old.kind, &night)
    case (90...94, let old?): drop(shuffled(old), as: files.name(old.kind), old.kind, &night)
    case (95...98, _): drop(broken(kind), as: files.name(kind), nil, &night)
    case (53...55, _): drop(fullExport(kind), as: files.name(kind), kind, &night)
    case (99, _): drop(files.file(kind), as: files.pick(["stock.csv", "=orders.csv"]), nil, &night)
    default: drop(files.file(kind), as: files.name(kind), kind, &night)
    }
  }

  private mutating func drop(
    _ bytes: [UInt8],
    as name: String,
    _ kind: FileKind?,
    _ night: inout SoakNight
  ) {
    night.steps.append(.drop(name, bytes))
    guard let kind else { return }
    past.append((name, kind, bytes))
    if past.count > 60 { past.removeFirst() }
  }

  /// Entries that are not input, or must not be taken yet.
  private mutating func dropNoise(_ night: inout SoakNight, _ root: ModelRoot) {
    if let held = root.inbox.keys.filter({ $0.hasSuffix(".sha256") }).sorted(by: precedes).first {
      let name = String(held.dropLast(7))
      switch files.number(1...3) {
      case 1: night.steps.append(.takeBack(held))
      case 2: night.steps.append(.drop(held, Array(sha256(root.inbox[name] ?? []).utf8)))
      default: night.steps.append(.drop(name, files.file(FileKind(ofName: name) ?? .orders)))
      }
      return
    }
    // As long as one is there, every night needs a human, which hides other reasons.
    let strays = root.inbox.keys.filter(ModelRoot.isStray).sorted(by: precedes)
    if let stray = strays.first { return night.steps.append(.takeBack(stray)) }
    let kind = files.kind()
    let bytes = files.file(kind)
    let name = "\(kind.rawValue)-checked-\(number).csv"
    switch files.number(1...6) {
    case 1: night.steps.append(.drop(".\(name)", bytes))
    case 2: night.steps.append(.drop("\(name).part", bytes))
    case 3:
      let (ending, start) = files.pick([
        (".txt", ""), (".xlsx", "PK\u{3}\u{4}"), (".zip", "PK\u{3}\u{4}"),
      ])
      night.steps.append(.drop("read me\(ending)", Array(start.utf8) + bytes))
    case 4:
      night.steps.append(.drop("\(name).sha256", Array((sha256(bytes) + "  \(name)\n").utf8)))
      night.steps.append(.drop(name, bytes))
    default:
      night.steps.append(.drop("\(name).sha256", Array(sha256(bytes + [0x20]).utf8)))
      night.steps.append(.drop(name, bytes))
    }
  }

  /// A file from rejects/ whose rows are corrected as its codes say.
  private mutating func dropCorrected(
    _ night: inout SoakNight,
    _ root: ModelRoot,
    _ content: (String) -> [UInt8]?
  ) {
    let open = root.handedBack.keys.filter { !corrected.contains($0) }.sorted(by: precedes)
    guard let path = open.isEmpty ? nil : files.pick(Array(open.suffix(8))),
      let bytes = content(path),
      let csv = root.handedBack[path].flatMap({ ModelCSV(bytes, delimiter: $0.delimiter) })
    else { return }
    corrected.insert(path)
    let name = String(path.dropFirst("rejects/".count))
    guard let kind = FileKind(ofName: name) else { return }
    let header = csv.header.map { String(decoding: $0, as: UTF8.self) }
    let rows = csv.records.map { record -> [[UInt8]] in
      if files.chance(15) { return record.cells }
      let own = header.filter(ModelRejects.isOwn).count
      let row = files.row(kind, Array(header.dropLast(own))).map { Array($0.utf8) }
      return row + [[UInt8]](repeating: [], count: own - 3) + record.cells.suffix(3)
    }
    drop(files.style().text([csv.header] + rows), as: name, kind, &night)
  }

  // MARK: - How the program is called

  private mutating func callProgram(_ night: inout SoakNight) {
    let way = files.number(1...100)
    guard way > 4 else { return }
    var asked = Invocation(now: clock)
    asked.chunkRows = files.pick([1, 2, 3, 5, 8, 100_000])
    asked.again = files.chance(4)
    asked.keep = files.pick([30, 30, 30, 7, 3])
    asked.rawCells = files.chance(10)
    if files.chance(5) { asked.deferDays = files.pick([0, 3, 30]) }
    if way <= 20 { asked.command = .import }
    if way <= 6 { asked.command = .report }
    if way > 95 {
      asked.command = .import
      let kind = files.kind()
      asked.files = [files.name(kind): files.file(kind)]
    }
    if asked.command == .import || asked.command == .run, files.chance(15) {
      var rehearsed = asked
      rehearsed.command = .import
      night.steps.append(.dryRun(rehearsed))
    }
    callUntilDone(asked, &night)
    if asked.command == .import, files.chance(50) { call(.report, &night) }
    if files.chance(4) { call(.run, &night) }
    if files.chance(4) { night.steps.append(.rebuild) }
  }

  /// Calls the program, and after an interruption calls it again, with or without more to do.
  private mutating func callUntilDone(_ first: Invocation, _ night: inout SoakNight) {
    var asked = first
    var cuts = 0
    while cuts < 3, files.chance(cuts == 0 ? 35 : 40) {
      cuts += 1
      asked.end = suddenEnd()
      night.steps.append(.call(asked))
      if files.chance(30) { dropSomething(&night) }
      if files.chance(10) { night.steps.append(.dryRun(Invocation(command: .import, now: clock))) }
      if files.chance(50) { clock += files.number(1...7200) }
      asked = Invocation(now: clock, chunkRows: files.pick([1, 2, 4, 100_000]))
      if files.chance(20) { asked.command = files.pick([.import, .report]) }
    }
    asked.end = nil
    night.steps.append(.call(asked))
  }

  private mutating func call(_ command: Run.Command, _ night: inout SoakNight) {
    if files.chance(70) { clock += 60 }
    night.steps.append(.call(Invocation(command: command, now: clock)))
  }

  private mutating func suddenEnd() -> SuddenEnd {
    let (systemCall, most) = files.pick([
      ("pwrite64", 60), ("write", 12), ("fdatasync", 8), ("fsync", 30), ("openat", 60),
      ("renameat2", 10), ("unlink", 4), ("close", 60), ("read", 60), ("fcntl", 80),
    ])
    return SuddenEnd(
      signal: files.chance(75) ? "KILL" : "TERM",
      systemCall: systemCall,
      number: files.number(1...most)
    )
  }

  private mutating func pass() {
    switch files.number(1...100) {
    case ...4: clock += 3600
    case ...7: clock -= files.number(1...3) * 86_400
    case ...12: clock += files.number(5...15) * 86_400
    default: clock += 86_400
    }
  }
}
