import Testing

/// The model of a disk without a program: what a power cut removes and what it keeps.
struct SimulatedDiskTests {
  /// A move and a new file, neither of them synced.
  private static let unsynced: [Operation] = [
    .rename("in/a", to: "out/a"), .create("out/b"), .append("out/b", Array("new".utf8)),
  ]

  @Test func `only synced data is certain to survive`() {
    #expect(
      left(by: Self.unsynced) == [
        "only what was synced survives": ["in/a old"],
        "names are lost, data is kept": ["in/a old"],
        "names are kept, data is lost": ["out/a old", "out/b "],
        "names are kept, data is zeros": ["out/a old", "out/b \0\0\0"],
        "names are as in the journal, data is lost": ["in/a old"],
        "new names are kept beside the old": ["in/a old", "out/a old", "out/b new"],
        "everything is kept": ["out/a old", "out/b new"],
      ]
    )
  }

  @Test func `a synced folder keeps its names but no content`() {
    #expect(
      left(by: Self.unsynced + [.sync("out", .fsync)]) == [
        "only what was synced survives": ["in/a old", "out/a old", "out/b "],
        "names are lost, data is kept": ["in/a old", "out/a old", "out/b new"],
        "names are kept, data is lost": ["out/a old", "out/b "],
        "names are kept, data is zeros": ["out/a old", "out/b \0\0\0"],
        "names are as in the journal, data is lost": ["out/a old", "out/b "],
        "new names are kept beside the old": ["in/a old", "out/a old", "out/b new"],
        "everything is kept": ["out/a old", "out/b new"],
      ]
    )
  }

  @Test func `completely synced data survives every cut`() {
    let synced: [Operation] = [
      .sync("out/b", .fdatasync), .sync("out", .fsync), .sync("in", .fsync),
    ]
    let left = left(by: Self.unsynced + synced, torn: true)
    #expect(left.count == Cut.all.count)
    #expect(Set(left.values) == [["out/a old", "out/b new"]])
  }

  @Test func `each of two file systems syncs its own data`() {
    let copied: [Operation] = [
      .create("out/b"), .append("out/b", Array("new".utf8)), .remove("in/a"), .sync("in", .fsync),
    ]
    #expect(
      left(by: copied, mountedAt: "out") == [
        "only what was synced survives": [],
        "names are lost, data is kept": [],
        "names are kept, data is lost": ["out/b "],
        "names are kept, data is zeros": ["out/b \0\0\0"],
        "names are as in the journal, data is lost": [],
        "new names are kept beside the old": ["out/b new"],
        "everything is kept": ["out/b new"],
        "everything is kept here, elsewhere only what was synced": [],
        "everything is kept elsewhere, here only what was synced": ["out/b new"],
      ]
    )
  }

  @Test func `each sector of a torn file has the new bytes, the old or neither`() throws {
    var disk = Disk(Tree())
    let sectors = 60
    let new = Array(repeating: UInt8(1), count: sectors * 512)
    for operation in [.create("a"), .sync("", .fsync), .write("a", at: 0, new)] as [Operation] {
      disk.apply(operation)
    }
    let torn = try #require(Cut.all.first { $0.description.contains("torn") })
    let bytes = try #require(disk.tree(after: torn, at: 1).file("a")).bytes
    let found = stride(from: 0, to: bytes.count, by: 512).map { Set(bytes[$0..<$0 + 512]) }
    #expect(Set(found) == [[1], [0], [254]])
  }

  /// The state after each cut of a disk with the folders `in` and `out` and the file `in/a`.
  private func left(
    by operations: [Operation],
    mountedAt mount: String? = nil,
    torn: Bool = false
  ) -> [String: [String]] {
    var before = Tree()
    before.entries = ["in": .folder, "out": .folder, "in/a": .file(Bytes(Array("old".utf8)))]
    var disk = Disk(before, mountedAt: mount)
    for operation in operations { disk.apply(operation) }
    var left: [String: [String]] = [:]
    for cut in disk.cuts where torn || !cut.description.contains("torn") {
      let tree = disk.tree(after: cut)
      left["\(cut)"] = tree.entries.keys.sorted().compactMap { path in
        tree.file(path).map { "\(path) \(String(decoding: $0.bytes, as: UTF8.self))" }
      }
    }
    return left
  }
}
