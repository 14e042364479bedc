package io.github.restake4j.examples

import io.github.restake4j.Restake4j
import io.github.restake4j.eth.Address
import io.github.restake4j.lido.Lido
import io.github.restake4j.units.Wei

/** The Kotlin block of the README. */
// [kotlin]
fun describe(ethereum: Restake4j, owner: Address): String {
    val lido = Lido.on(ethereum)
    val position = lido.position(owner).now() // all of it at one block
    val plan = lido.stake(Wei.ofEther("1")).explain(owner).now()
    return "${position.steth()} and ${position.wsteth()}; ready to stake: ${plan.isReady}"
}
// [end]
