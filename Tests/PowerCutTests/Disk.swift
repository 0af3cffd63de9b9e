/// A disk as the programs see it, and the part of it that would exist after a power cut.
///
/// The content of a file is durable once the file is synced, a name once its folder is. Each half
/// of a rename is durable with its own folder. That is less than Linux file systems promise, which
/// write both halves together.
struct Disk {
  private struct Node {
    enum Kind {
      case file
      case folder
      case link(String)
    }

    let kind: Kind
    let isMounted: Bool
    var data = Bytes()
    var syncedData = Bytes()
    var names: [String: Int] = [:]
    var syncedNames: [String: Int] = [:]
    /// The names when anything on its file system was last synced, for file systems with one
    /// journal for all names.
    var journalledNames: [String: Int] = [:]
  }

  private var nodes = [Node(kind: .folder, isMounted: false)]
  private let root = 0
  /// The folder on which another file system is mounted.
  private let mount: String?

  /// A disk on which everything has been synced.
  init(_ tree: Tree, mountedAt mount: String? = nil) {
    self.mount = mount
    for (path, entry) in tree.entries.sorted(by: { $0.key < $1.key }) {
      switch entry {
      case .folder: add(path, .folder)
      case .link(let target): add(path, .link(target))
      case .file(let bytes):
        add(path, .file)
        nodes[nodes.count - 1].data = bytes
      }
    }
    for n in nodes.indices {
      nodes[n].syncedData = nodes[n].data
      nodes[n].syncedNames = nodes[n].names
      nodes[n].journalledNames = nodes[n].names
    }
  }

  mutating func apply(_ operation: Operation) {
    switch operation {
    case .create(let path): if node(path) == nil { add(path, .file) }
    case .resize(let path, let size):
      if node(path) == nil { add(path, .file) }
      change(path) { $0.resized(to: size) }
    case .write(let path, let offset, let bytes): change(path) { $0.writing(bytes, at: offset) }
    case .append(let path, let bytes): change(path) { $0.writing(bytes, at: $0.count) }
    case .clone(let from, let to):
      let content = node(from).map { nodes[$0].data } ?? Bytes()
      change(to) { _ in content }
    case .makeFolder(let path): add(path, .folder)
    case .symlink(let path, let target): add(path, .link(target))
    case .rename(let from, let to):
      setName(to, node(from))
      setName(from, nil)
    case .link(let from, let to): setName(to, node(from))
    case .remove(let path): setName(path, nil)
    case .sync(let path, _): sync(path)
    }
  }

  private mutating func sync(_ path: String) {
    guard let n = node(path) else { return }
    nodes[n].syncedData = nodes[n].data
    nodes[n].syncedNames = nodes[n].names
    for other in nodes.indices where nodes[other].isMounted == nodes[n].isMounted {
      nodes[other].journalledNames = nodes[other].names
    }
  }

  private mutating func change(_ path: String, _ body: (Bytes) -> Bytes) {
    guard let n = node(path) else { return }
    nodes[n].data = body(nodes[n].data)
  }

  private mutating func add(_ path: String, _ kind: Node.Kind) {
    let isMounted = mount.map { path == $0 || path.hasPrefix($0 + "/") } ?? false
    nodes.append(Node(kind: kind, isMounted: isMounted))
    setName(path, nodes.count - 1)
  }

  private mutating func setName(_ path: String, _ target: Int?) {
    var parts = path.split(separator: "/").map(String.init)
    guard let name = parts.popLast(), let folder = node(parts.joined(separator: "/")) else {
      return
    }
    nodes[folder].names[name] = target
  }

  private func node(_ path: String) -> Int? {
    var n = root
    for part in path.split(separator: "/") {
      guard let next = nodes[n].names[String(part)] else { return nil }
      n = next
    }
    return n
  }

  /// The possible losses by a power cut: the same on each file system, or everything on one and
  /// nothing on the other.
  var cuts: [Cut] { mount == nil ? Cut.all : Cut.all + Cut.between }

  /// The state when the power is back; `point` seeds the random choices.
  func tree(after cut: Cut, at point: Int = 0) -> Tree {
    var tree = Tree()
    var found: [Int: Set<String>] = [:]
    collect(root, "", cut, point, &tree, &found)
    tree.names = Set(found.values.filter { $0.count > 1 })
    return tree
  }

  private func collect(
    _ folder: Int,
    _ path: String,
    _ cut: Cut,
    _ point: Int,
    _ tree: inout Tree,
    _ found: inout [Int: Set<String>]
  ) {
    let node = nodes[folder]
    let loss = node.isMounted ? cut.elsewhere : cut.here
    let names =
      switch loss.names {
      case .synced: node.syncedNames
      case .journalled: node.journalledNames
      case .all: node.names
      case .oldAndNew: node.syncedNames.merging(node.names) { $1 }
      }
    for (name, n) in names {
      let path = path.isEmpty ? name : "\(path)/\(name)"
      switch nodes[n].kind {
      case .folder:
        tree.entries[path] = .folder
        collect(n, path, cut, point, &tree, &found)
      case .link(let target): tree.entries[path] = .link(target)
      case .file:
        found[n, default: []].insert(path)
        tree.entries[path] = .file(
          loss.data.left(of: nodes[n].data, synced: nodes[n].syncedData, point)
        )
      }
    }
  }
}
