/// Where files and rejected rows go.
extension ModelWork {
  mutating func handBack(_ file: ModelImport, _ rows: [ModelRow]) {
    guard !rows.isEmpty else { return }
    var stem = file.name.lowercased().hasSuffix(".csv") ? String(file.name.dropLast(4)) : file.name
    if ModelRejects.isHandedBack(file.header) { stem = ModelRejects.firstStem(stem) }
    let rejects = ModelRejects(
      source: file.header,
      rejected: rows,
      delimiter: file.delimiter,
      hasByteOrderMark: file.hasByteOrderMark,
      rawCells: run.asked.command != .import && run.asked.rawCells
    )
    var number = 1
    func name(_ number: Int) -> String { numbered("\(stem).\(run.name).csv", number) }
    while root.handedBack["rejects/" + name(number)] != nil { number += 1 }
    for place in root.open.indices where root.open[place].rejectedIn == file.id {
      root.open[place].file = name(number)
    }
    root.handedBack["rejects/" + name(number)] = rejects
    root.kept["rejects/" + name(number)] = .some(nil)
  }

  mutating func putAway(_ file: inout ModelImport, _ sidecar: [UInt8]?) {
    let folder = file.state == "failed" ? "failed" : "archive/\(run.day)"
    var number = 1
    while root.kept["\(folder)/\(numbered(file.name, number))"] != nil { number += 1 }
    let path = "\(folder)/\(numbered(file.name, number))"
    file.destination = path
    root.kept[path] = file.bytes
    if sidecar != nil {
      let name = path.split(separator: "/").last ?? ""
      root.kept[path + ".sha256"] = Array("\(sha256(file.bytes))  \(name)\n".utf8)
    }
    if file.state == "failed" { root.kept[path + ".reason.txt"] = .some(nil) }
  }

  private func numbered(_ name: String, _ number: Int) -> String {
    number == 1 ? name : "\(name.dropLast(4)).\(number)\(name.suffix(4))"
  }
}
