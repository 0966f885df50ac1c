/// The model: additive attention over mood tokens that feeds a gated LSTM cell, one row
/// of features a step.
///
/// Read [IsoNetConfig] first, then the block [IsoNet], which is the definition, and
/// [FusedPass], which is the same in plain Java and serves on CPUs. [FusedGradient] is its
/// way back, by which [FusedTrainer] trains on CPUs; [DjlModel] and [DjlTrainer] do both
/// with the block, on GPUs and wherever DJL is asked for. The doors for other rooms are
/// [IsoNetModel], one forward pass, and [IsoNetTrainer], one training step; both take and
/// give plain Java arrays. Weights travel as [Weights] in the safetensors format under
/// the names that PyTorch gives them; a [TrackSpread] says how far tracks lie from what a
/// network says. Knows nothing of files of playlists, jobs or HTTP.
@ApplicationModule(allowedDependencies = { "audio", "mood" })
@NullMarked
package io.isonet.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
