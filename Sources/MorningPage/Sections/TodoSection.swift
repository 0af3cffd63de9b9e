/// What needs a person.
struct TodoSection {
  struct Item {
    let what: String
    let remedy: String?
    let example: String?
  }

  let items: [Item]
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    items = morning.todos.prefix(most).map {
      Item(
        what: $0.what.cut(240),
        remedy: $0.remedy.cut(300).orNil,
        example: $0.example.cut(240).orNil
      )
    }
    let rest = morning.todos.count - items.count
    more = rest == 0 ? nil : "And \(rest.grouped) more: open.csv and files.csv have all of it."
  }
}
