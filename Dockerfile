# The service as an image that downloads and unpacks nothing at start, and writes to /data and /tmp alone.
#
#   docker build -t isonet --build-arg REVISION=$(git rev-parse HEAD) --build-arg VERSION=0.1.0 .
#   docker run --read-only --tmpfs /tmp -v isonet:/data -p 127.0.0.1:8080:8080 isonet
#
# Any Java 25 on a glibc base will do: BUILD_IMAGE with a JDK and apt, JAVA_IMAGE to run.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG JAVA_IMAGE=eclipse-temurin:25-jre
# cpu; cu128 for GPUs of NVIDIA with CUDA 12.8; slim without PyTorch
ARG VARIANT=cpu

# --- the jar, taken apart -------------------------------------------------------------------------------------------
FROM ${BUILD_IMAGE} AS build
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
# certificates that a company's proxy signs with, as PEM; nothing where there is none
ARG EXTRA_CA=
RUN if [ -n "${EXTRA_CA}" ]; then \
      cd /tmp && printf '%s\n' "${EXTRA_CA}" | csplit -sz -f ca- - '/BEGIN CERTIFICATE/' '{*}' \
      && for ca in ca-*; do \
           keytool -importcert -noprompt -cacerts -storepass changeit -alias "$ca" -file "$ca"; \
           cp "$ca" "/usr/local/share/ca-certificates/$ca.crt"; \
         done \
      && if command -v update-ca-certificates; then update-ca-certificates; fi; \
    fi
WORKDIR /build
# what the build needs, as long as the pom is the same
COPY pom.xml .
RUN mvn -q -B -ntp dependency:resolve dependency:resolve-plugins
COPY model-store model-store
COPY src src
ARG REVISION=unknown
ARG VARIANT
# without a repository, the commit comes from the caller
RUN printf 'git.commit.id=%s\ngit.commit.id.abbrev=%.7s\n' "${REVISION}" "${REVISION}" > src/main/resources/git.properties \
 && if [ "${VARIANT}" = slim ]; then profile=-Pslim; fi \
 && mvn -q -B -ntp -DskipTests ${profile} package \
 && java -Djarmode=tools -jar target/isonet-*.jar extract --layers --destination target/layers \
 && mv target/layers/application/isonet-*.jar target/layers/application/isonet.jar \
 && mkdir -p target/native \
 && if [ "${VARIANT}" != slim ]; then mv target/layers/dependencies/lib/pytorch-native-cpu-*.jar target/native/; fi

# --- PyTorch's native libraries, unpacked: nothing is left to unpack at start ------------------------------------------
FROM build AS libtorch
ARG VARIANT
# for GPUs: the wheel with CUDA 12.8 has the same libraries, which look for each other in the folder of LD_LIBRARY_PATH; DJL's glue
# between them and Java comes from its own jar, under the name by which DJL finds it unpacked
ARG TORCH_INDEX=https://download.pytorch.org/whl/cu128
RUN mkdir -p /libtorch \
 && if [ "${VARIANT}" = slim ]; then \
      echo "without PyTorch"; \
    elif [ "${VARIANT}" != cpu ]; then \
      apt-get update \
      && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 python3-pip \
      && PIP_CERT=/etc/ssl/certs/ca-certificates.crt pip3 install --break-system-packages --no-cache-dir --target /torch \
           --index-url "${TORCH_INDEX}" torch==2.7.1 \
      && cp -L /torch/torch/lib/*.so* /libtorch/ \
      && find /torch/nvidia -name '*.so*' -exec cp -L {} /libtorch/ \; \
      && rm -rf /torch \
      && cd /tmp && jar xf /build/target/layers/dependencies/lib/pytorch-jni-*.jar "jnilib/linux-x86_64/${VARIANT}/libdjl_torch.so" \
      && version=$(basename /build/target/layers/dependencies/lib/pytorch-engine-*.jar .jar) \
      && mv "jnilib/linux-x86_64/${VARIANT}/libdjl_torch.so" "/libtorch/${version#pytorch-engine-}-libdjl_torch.so"; \
    else \
      printf 'void main() { ai.djl.engine.Engine.getEngine("PyTorch"); }' > /tmp/Unpack.java \
      && DJL_CACHE_DIR=/tmp/djl DJL_OFFLINE=true OMP_NUM_THREADS=1 java --enable-native-access=ALL-UNNAMED \
           -cp "target/layers/dependencies/lib/*:target/native/*" /tmp/Unpack.java \
      && mv /tmp/djl/pytorch/*-cpu-*/* /libtorch/; \
    fi

# --- what runs ----------------------------------------------------------------------------------------------------------
FROM ${JAVA_IMAGE}
ARG VARIANT
ENV PYTORCH_LIBRARY_PATH=/opt/libtorch \
    LD_LIBRARY_PATH=/opt/libtorch \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=${VARIANT} \
    DJL_OFFLINE=true \
    DJL_CACHE_DIR=/tmp/djl \
    OMP_NUM_THREADS=1 \
    MALLOC_ARENA_MAX=2 \
    ISONET_DATA=/data \
    SERVER_ADDRESS=0.0.0.0
# a layer of its own: it changes with PyTorch only
COPY --from=libtorch /libtorch /opt/libtorch
COPY --from=build /build/target/layers/dependencies/ /app/
WORKDIR /app
COPY --from=build /build/target/layers/application/ /app/
# classes as the virtual machine keeps them, and what its compilers learned, from a start and a prediction. With --add-modules it keeps
# its graph of modules no longer; adding the module later, it was seen to compile the vectors badly
RUN java -XX:AOTCacheOutput=isonet.aot --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector \
         -jar isonet.jar --isonet.data=/tmp/recording & \
    until java -cp isonet.jar io.isonet.HealthCheck; do kill -0 $! || exit 1; sleep 1; done; \
    java -cp isonet.jar io.isonet.HealthCheck http://localhost:8080/api/v1/predictions '{"moods": "sad to happy", "length": 20}' || exit 1; \
    kill $!; wait $!; \
    test -f isonet.aot \
 && rm -rf /tmp/* \
 && mkdir /data && chown 10001:10001 /data
ARG REVISION=unknown
ARG VERSION=unknown
LABEL org.opencontainers.image.title="ISONet" \
      org.opencontainers.image.description="Mood journeys to trajectories of audio features, over HTTP" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app/isonet.jar", "io.isonet.HealthCheck"]
# half of the memory at most is the heap's: the rest is for Java itself, threads, the page cache, and PyTorch where it computes
ENTRYPOINT ["java", "-XX:AOTCache=/app/isonet.aot", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
            "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-jar", "/app/isonet.jar"]
