/// The largest allowed value of a number, and its target.
struct Limit {
  let most: Double
  let aim: Double

  init(atMost most: Double, aim: Double) {
    self.most = most
    self.aim = aim
  }
}
