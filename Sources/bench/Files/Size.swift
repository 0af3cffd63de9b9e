/// The size of a night.
struct Size {
  let lines: Int
  let skus: Int

  var batches: Int { max(skus, lines / 10) }
}
