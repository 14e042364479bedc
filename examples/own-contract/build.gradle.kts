plugins {
  java
}

val restake4jVersion = "0.1.0-SNAPSHOT"
val codegen: Configuration by configurations.creating

dependencies {
  codegen("io.github.restake4j:restake4j-codegen-maven-plugin:$restake4jVersion")
  implementation("io.github.restake4j:restake4j-core:$restake4jVersion")
}

val generateContracts by tasks.registering(JavaExec::class) {
  classpath = codegen
  mainClass = "io.github.restake4j.codegen.CodegenCommand"
  args("--package", "com", "--output", "build/generated/restake4j", "src/main/abi")
  inputs.dir("src/main/abi")
  outputs.dir("build/generated/restake4j")
}

sourceSets.main { java.srcDir(generateContracts) }
