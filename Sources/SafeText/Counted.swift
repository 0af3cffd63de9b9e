/// A number with its noun, in the singular or plural: `1 row`, `2 rows`.
package func counted(_ number: Int, _ thing: String) -> String {
  number == 1 ? "1 \(thing)" : "\(number) \(thing)s"
}
